namespace PennaPay.Billy.Core.Access.Refusals;

/// <summary>Somebody asked for a change without the permission for it. Nothing was changed.</summary>
public sealed class NotPermittedException(Permission permission, ActorKind kind)
    : Exception($"This {kind} lacks the permission {permission}.")
{
    public Permission Permission { get; } = permission;

    public ActorKind Kind { get; } = kind;
}
