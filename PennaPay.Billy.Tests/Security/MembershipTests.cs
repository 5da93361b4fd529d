using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Access.Auditing;
using PennaPay.Billy.Core.Access.Refusals;
using PennaPay.Billy.Tests.Access;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Security;

namespace PennaPay.Billy.Tests.Security;

public sealed class MembershipTests
{
    [Fact]
    public async Task FirstRun_MakesItsUserTheOwner_AndIsTheFirstThingAudited()
    {
        await using var app = TestApp.Start();
        var owner = await app.CreateOwnerAsync();

        await using var db = app.Database.Read(owner.Workspace);
        var membership = await db.Set<Membership>().SingleAsync();
        Assert.Equal((owner.UserId, owner.Workspace, Role.Owner), (membership.UserId, membership.WorkspaceId, membership.Role));
        var entry = await db.Set<AuditEntry>().SingleAsync();
        Assert.Equal((owner.Id, TestApp.Email), (entry.ActorId, AuditPayload.Read(entry.Payload)!.Name));
        Assert.Equal(new Said("workspace.created", nameof(Workspace), owner.Workspace.Value), Said.Of(entry));
    }

    [Theory]
    [InlineData(Role.Owner)]
    [InlineData(Role.Member)]
    [InlineData(Role.Viewer)]
    public async Task SignedInUser_MayWhatTheRoleAllows(Role role)
    {
        await using var app = TestApp.Start();
        var someone = await TestUsers.AddAsync(app.Database, WorkspaceId.New(), role);

        var user = await CheckAsync(app, someone, someone.Workspace);

        Assert.Equal(someone, user?.Actor);
    }

    [Fact]
    public async Task SignedInUser_TakenOutOfTheWorkspace_IsNobodyThere()
    {
        await using var app = TestApp.Start();
        var owner = await app.CreateOwnerAsync();
        using var client = await app.CreateSignedInClientAsync();
        using (var before = await client.GetAsync(new Uri("/history/export.csv", UriKind.Relative)))
            Assert.Equal(HttpStatusCode.OK, before.StatusCode);

        await app.Database.WriteAsync(owner.Workspace, (db, ct) => db.Set<Membership>().ExecuteDeleteAsync(ct), default);

        using var after = await client.GetAsync(new Uri("/history/export.csv", UriKind.Relative));
        Assert.Equal((HttpStatusCode.Redirect, "/sign-in"), (after.StatusCode, app.LocationOf(after)!.Split('?')[0]));
    }

    [Fact]
    public async Task SignedInUser_InAWorkspaceOfOthers_IsNobodyThere()
    {
        await using var app = TestApp.Start();
        var mine = await TestUsers.AddAsync(app.Database, WorkspaceId.New(), email: "mig@eksempel.dk");
        var theirs = await TestUsers.AddAsync(app.Database, WorkspaceId.New());

        Assert.Null(await CheckAsync(app, mine, theirs.Workspace));
    }

    [Fact]
    public async Task SignIn_OfAMemberOfTwoWorkspaces_LeadsToTheOneOfLongerStanding()
    {
        await using var app = TestApp.Start();
        var longer = await TestUsers.AddAsync(app.Database, WorkspaceId.New());
        await app.Database.WriteAsync(WorkspaceId.New(), (db, _) => Task.FromResult(db.Add(new Membership
        {
            UserId = longer.UserId, WorkspaceId = db.Workspace, Role = Role.Viewer, Since = DateTimeOffset.UnixEpoch.AddDays(1),
        })), default);

        Assert.Equal(longer.Workspace, AccountClaims.WorkspaceOf(await PrincipalAsync(app, longer.UserId)));
    }

    [Fact]
    public async Task SignIn_WithoutAMembership_NamesNoWorkspace()
    {
        await using var app = TestApp.Start();
        var nobody = await TestUsers.AddAsync(app.Database, WorkspaceId.New());
        await app.Database.WriteAsync(nobody.Workspace, (db, ct) => db.Set<Membership>().ExecuteDeleteAsync(ct), default);

        Assert.Null(AccountClaims.WorkspaceOf(await PrincipalAsync(app, nobody.UserId)));
    }

    [Theory]
    [InlineData("/preferences/language", "en")]
    [InlineData("/preferences/theme", "dark")]
    public async Task Preferences_OfASignedInUser_AreKeptAndAudited(string path, string value)
    {
        await using var app = TestApp.Start();
        var owner = await app.CreateOwnerAsync();
        using var client = await app.CreateSignedInClientAsync();
        var token = TestApp.AntiforgeryToken(await client.GetStringAsync(new Uri("/error", UriKind.Relative)));

        using var answer = await client.PostAsync(new Uri(path, UriKind.Relative), new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["value"] = value, ["__RequestVerificationToken"] = token,
        }));

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        await using var db = app.Database.Read(owner.Workspace);
        var user = await db.Users.SingleAsync();
        Assert.Equal(path.EndsWith("theme", StringComparison.Ordinal) ? (null, value) : (value, null), (user.Culture, user.Theme));
        Assert.Equal(
            new Said("preferences.changed", nameof(User), owner.UserId),
            Said.Of(await db.Set<AuditEntry>().OrderBy(entry => entry.Id).LastAsync()));
    }

    [Fact]
    public async Task Preferences_OfAViewer_MayBeKept_ButNotOfTheClock()
    {
        await using var app = TestApp.Start();
        var preferences = app.Services.GetRequiredService<UserPreferences>();
        var viewer = await TestUsers.AddAsync(app.Database, WorkspaceId.New(), Role.Viewer);

        await preferences.MuteAsync(viewer, MutedToasts.Batches, default);
        await Assert.ThrowsAsync<NotPermittedException>(
            () => preferences.MuteAsync(Actor.Clock(viewer.Workspace, "sweep"), MutedToasts.ByHand, default));

        Assert.Equal(MutedToasts.Batches, await preferences.MutedAsync(new SignedInUser(viewer), default));
        await using var db = app.Database.Read(viewer.Workspace);
        Assert.Equal(new Said("preferences.changed", nameof(User), viewer.UserId), Said.Of(await db.Set<AuditEntry>().SingleAsync()));
    }

    private static async Task<SignedInUser?> CheckAsync(TestApp app, Actor user, WorkspaceId workspace)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<CurrentUser>().CheckAsync(
            new ClaimsPrincipal(new ClaimsIdentity(
                [
                    new(ClaimTypes.NameIdentifier, user.Id),
                    new(AccountClaims.Workspace, workspace.ToString()),
                    new(AccountClaims.Session, user.Session!.Value.ToString()),
                ],
                "test")),
            default);
    }

    private static async Task<ClaimsPrincipal> PrincipalAsync(TestApp app, Guid user)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<User>>();
        return await scope.ServiceProvider.GetRequiredService<IUserClaimsPrincipalFactory<User>>()
            .CreateAsync((await users.FindByIdAsync(user.ToString()))!);
    }
}
