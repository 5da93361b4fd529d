using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Access.Auditing;
using PennaPay.Billy.Core.Access.Refusals;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Tests.Support;

namespace PennaPay.Billy.Tests.Access;

public sealed class AuditTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 9, 30, 0, TimeSpan.Zero);

    private readonly TestClock clock = new(Now);
    private TestDatabase test = null!;
    private Actor actor = null!;

    public async Task InitializeAsync()
    {
        test = await TestDatabase.CreateAsync(clock);
        actor = test.Owner;
        await test.Database.WriteAsync(
            test.Workspace, (db, _) => Task.FromResult(db.Add(new Workspace { Id = test.Workspace, Name = "Før" })), default);
    }

    public Task DisposeAsync() => test.DisposeAsync().AsTask();

    [Fact]
    public async Task Change_IsWrittenWithWhatIsSaidOfIt()
    {
        var subject = Guid.CreateVersion7();
        await test.Database.WriteAsync(actor, Permission.EditCompany, async (db, ct) =>
        {
            await RenameAsync(db, ct);
            db.Audit("company.saved", nameof(Workspace), subject);
            db.Audit("things.counted", "Thing", count: 3);
        }, default);

        Assert.Equal("Efter", await NameAsync());
        Assert.Equal(
            [
                (Now, ActorKind.Person, actor.Id, actor.Name, "company.saved", nameof(Workspace), subject.ToString(), (int?)null),
                (Now, ActorKind.Person, actor.Id, actor.Name, "things.counted", "Thing", null, 3),
            ],
            (await EntriesAsync()).Select(e => (e.At, e.ActorKind, e.ActorId, AuditPayload.Read(e.Payload)!.Name, e.Action, e.SubjectKind, e.SubjectId, e.Count)));
    }

    [Fact]
    public async Task Actor_WithoutThePermission_IsRefusedBeforeAnythingHappens()
    {
        var isRun = false;
        await Assert.ThrowsAsync<NotPermittedException>(() => test.Database.WriteAsync(
            TestActors.PersonOf(test.Workspace, Role.Viewer), Permission.EditCompany, (_, _) => Task.FromResult(isRun = true), default));
        Assert.Equal((false, 0), (isRun, (await EntriesAsync()).Count));
    }

    [Fact]
    public async Task Change_WithNothingSaid_IsAFault_AndUndone()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => test.Database.WriteAsync(actor, Permission.EditCompany, RenameAsync, default));
        Assert.Equal("Før", await NameAsync());
    }

    [Fact]
    public async Task Change_SavedOnTheWay_WithNothingSaid_IsAFault()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => test.Database.WriteAsync(actor, Permission.EditCompany, async (db, ct) =>
        {
            await RenameAsync(db, ct);
            await db.SaveChangesAsync(ct);
            db.ChangeTracker.Clear();
        }, default));
        Assert.Equal("Før", await NameAsync());
    }

    [Fact]
    public async Task NoChange_WritesNothing()
    {
        await test.Database.WriteAsync(actor, Permission.EditCompany, (db, ct) => db.Set<Workspace>().SingleAsync(ct), default);
        Assert.Empty(await EntriesAsync());
    }

    [Fact]
    public async Task FailedChange_LeavesNothingSaid()
    {
        await Assert.ThrowsAsync<TimeoutException>(() => test.Database.WriteAsync(actor, Permission.EditCompany, async (db, ct) =>
        {
            await RenameAsync(db, ct);
            db.Audit("company.saved", nameof(Workspace));
            await db.SaveChangesAsync(ct);
            throw new TimeoutException();
        }, default));
        Assert.Equal(("Før", 0), (await NameAsync(), (await EntriesAsync()).Count));
    }

    [Fact]
    public async Task RepeatedChange_IsSaidOnce()
    {
        var attempts = 0;
        var work = test.Database.WriteAsync(actor, Permission.EditCompany, async (db, ct) =>
        {
            await RenameAsync(db, ct);
            db.Audit("company.saved", nameof(Workspace));
            await db.SaveChangesAsync(ct);
            if (++attempts == 1)
                throw new SqliteException("busy", 5);
        }, default);
        await clock.RunAsync(work, TimeSpan.FromSeconds(1));

        Assert.Equal(2, attempts);
        Assert.Equal("company.saved", Assert.Single(await EntriesAsync()).Action);
    }

    [Fact]
    public async Task Bookkeeping_HasNoActor_AndSaysNothing()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => test.Database.WriteAsync(test.Workspace, (db, _) =>
        {
            Assert.Null(db.Actor);
            db.Audit("company.saved", nameof(Workspace));
            return Task.CompletedTask;
        }, default));
        Assert.Empty(await EntriesAsync());
    }

    [Fact]
    public async Task Entries_AreNeverChangedOrRemoved()
    {
        await test.Database.WriteAsync(actor, Permission.EditCompany, (db, _) =>
        {
            Assert.Same(actor, db.Actor);
            db.Audit("company.saved", nameof(Workspace));
            return Task.CompletedTask;
        }, default);
        await Assert.ThrowsAsync<InvalidOperationException>(() => test.Database.WriteAsync(test.Workspace, async (db, ct) =>
            db.Remove(await db.Set<AuditEntry>().SingleAsync(ct)), default));
        await Assert.ThrowsAsync<InvalidOperationException>(() => test.Database.WriteAsync(test.Workspace, async (db, ct) =>
            db.Entry(await db.Set<AuditEntry>().SingleAsync(ct)).Property(e => e.Action).CurrentValue = "nothing", default));
        Assert.Equal("company.saved", Assert.Single(await EntriesAsync()).Action);
    }

    [Fact]
    public async Task Entries_OfAnotherWorkspace_AreNotSeen()
    {
        await test.Database.WriteAsync(actor, Permission.EditCompany, (db, _) =>
        {
            db.Audit("company.saved", nameof(Workspace));
            return Task.CompletedTask;
        }, default);
        await using var other = test.Database.Read(WorkspaceId.New());
        Assert.Empty(await other.Set<AuditEntry>().ToListAsync());
    }

    private async Task RenameAsync(WorkspaceDbContext db, CancellationToken cancellationToken) =>
        (await db.Set<Workspace>().SingleAsync(w => w.Id == test.Workspace, cancellationToken)).Name = "Efter";

    private async Task<string> NameAsync()
    {
        await using var db = test.Database.Read(test.Workspace);
        return (await db.Set<Workspace>().SingleAsync(w => w.Id == test.Workspace)).Name;
    }

    private async Task<List<AuditEntry>> EntriesAsync()
    {
        await using var db = test.Database.Read(test.Workspace);
        return await db.Set<AuditEntry>().OrderBy(e => e.Id).ToListAsync();
    }
}
