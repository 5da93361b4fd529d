using PennaPay.Billy.Core.Access;

namespace PennaPay.Billy.Tests.Support;

/// <summary>Who makes a test's changes. Nobody of them has a row; tests of what is kept with a person store one.</summary>
internal static class TestActors
{
    public const string Email = "ejer@eksempel.dk";

    /// <summary>May do everything.</summary>
    public static Actor OwnerOf(WorkspaceId workspace) => PersonOf(workspace, Role.Owner);

    public static Actor PersonOf(WorkspaceId workspace, Role role) => Actor.Person(workspace, Guid.CreateVersion7(), Email, role);
}
