using System.Collections.Frozen;

namespace PennaPay.Billy.Core.Access;

/// <summary>Which permissions belong to which role.</summary>
internal static class Roles
{
    private static readonly FrozenSet<Permission> Owner = Enum.GetValues<Permission>().ToFrozenSet();

    private static readonly FrozenSet<Permission> Member =
        Owner.Except([Permission.EditCompany, Permission.ManageConnections, Permission.GrantAccess, Permission.ReadAudit]).ToFrozenSet();

    private static readonly FrozenSet<Permission> Viewer = FrozenSet.Create(Permission.KeepOwnPreferences);

    /// <summary>What the product does by itself once a person has asked for it; it never decides in a person's place.</summary>
    public static IReadOnlySet<Permission> OfTheClock { get; } = FrozenSet.Create(Permission.Push, Permission.Synchronize);

    /// <summary>A role that is not known may nothing, and neither may who has none.</summary>
    public static IReadOnlySet<Permission> PermissionsOf(Role? role) => role switch
    {
        Role.Owner => Owner,
        Role.Member => Member,
        Role.Viewer => Viewer,
        _ => FrozenSet<Permission>.Empty,
    };
}
