using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Access.Refusals;
using PennaPay.Billy.Tests.Support;

namespace PennaPay.Billy.Tests.Access;

public sealed class ActorTests
{
    private static readonly WorkspaceId Workspace = WorkspaceId.New();

    [Fact]
    public void Owner_MayEverything() =>
        Assert.Equal(Enum.GetValues<Permission>(), Allowed(TestActors.OwnerOf(Workspace)));

    [Fact]
    public void Member_MayEverythingButCompanyConnectionsAndAudit() =>
        Assert.Equal(
            Enum.GetValues<Permission>().Except([Permission.EditCompany, Permission.ManageConnections, Permission.GrantAccess, Permission.ReadAudit]),
            Allowed(TestActors.PersonOf(Workspace, Role.Member)));

    [Fact]
    public void Viewer_MayKeepPreferences() =>
        Assert.Equal([Permission.KeepOwnPreferences], Allowed(TestActors.PersonOf(Workspace, Role.Viewer)));

    [Fact]
    public void Clock_MayPushAndSynchronize() => Assert.Equal([Permission.Push, Permission.Synchronize], Allowed(Actor.Clock(Workspace, "sweep")));

    [Fact]
    public void Key_MayNothing() => Assert.Empty(Allowed(Actor.Key(Workspace, Guid.CreateVersion7(), "Claude")));

    [Fact]
    public void UnknownRole_MayNothing() => Assert.Empty(Allowed(TestActors.PersonOf(Workspace, (Role)99)));

    [Fact]
    public void Person_IsKnownByIdAndEmail()
    {
        var id = Guid.CreateVersion7();
        var person = Actor.Person(Workspace, id, "anna@eksempel.dk", Role.Member);
        Assert.Equal((Workspace, ActorKind.Person, id.ToString(), "anna@eksempel.dk"), (person.Workspace, person.Kind, person.Id, person.Name));
    }

    [Fact]
    public void Clock_IsKnownByItsJob()
    {
        var clock = Actor.Clock(Workspace, "sweep");
        Assert.Equal((Workspace, ActorKind.Clock, "sweep", "auto"), (clock.Workspace, clock.Kind, clock.Id, clock.Name));
    }

    [Fact]
    public void Demand_WithoutThePermission_NamesPermissionAndKind_AndNobody()
    {
        var refused = Assert.Throws<NotPermittedException>(
            () => TestActors.PersonOf(Workspace, Role.Viewer).Demand(Permission.EditInvoices));
        Assert.Equal(
            (Permission.EditInvoices, ActorKind.Person, "This Person lacks the permission EditInvoices."),
            (refused.Permission, refused.Kind, refused.Message));
    }

    private static IEnumerable<Permission> Allowed(Actor actor) => Enum.GetValues<Permission>().Where(actor.May);
}
