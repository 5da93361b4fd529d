using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Access.Keys;
using PennaPay.Billy.Core.Keys;
using PennaPay.Billy.Core.Keys.Calls;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Tests.Support;

namespace PennaPay.Billy.Tests.Access.Keys;

/// <summary>What keys were used for is written together, read page by page, and taken away in time.</summary>
public sealed class KeyCallLogTests : IAsyncLifetime, IDisposable
{
    private static readonly Guid Key = Guid.CreateVersion7();

    private readonly TestClock clock = new();
    private readonly Commits commits = new();
    private TestDatabase test = null!;
    private Database database = null!;
    private KeyCallLog log = null!;

    public async Task InitializeAsync()
    {
        test = await TestDatabase.CreateAsync(clock);
        await using var db = test.Database.Read(default);
        database = new(new Factory(db.Database.GetConnectionString()!, commits), clock);
        log = new(database, NullLogger<KeyCallLog>.Instance);
    }

    public Task DisposeAsync() => test.DisposeAsync().AsTask();

    public void Dispose() => database.Dispose();

    [Fact]
    public async Task Call_IsKept_AsItWas()
    {
        await log.WriteAsync(Call("list_invoices", FailureCodes.RateLimited, rows: 12), default);

        var row = Assert.Single(await log.ListAsync(test.Workspace, null, null, 50, default));
        Assert.Equal(
            (Key, clock.GetUtcNow(), "list_invoices", "rate_limited", (int?)12, 4096, 37),
            (row.KeyId, row.At, row.Tool, row.Outcome, row.Rows, row.Bytes, row.Milliseconds));
    }

    [Fact]
    public async Task TwoHundredCallsAtOnce_AreWrittenInFewTransactions()
    {
        var (isHeld, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        var holder = database.WriteAsync(test.Workspace, async (_, _) =>
        {
            isHeld.SetResult();
            await release.Task;
        }, default);
        await isHeld.Task;
        var before = commits.Count;

        var calls = Enumerable.Range(0, 200).Select(i => log.WriteAsync(Call($"tool_{i}"), default)).ToList();
        Assert.DoesNotContain(calls, call => call.IsCompleted);
        release.SetResult();
        await holder;
        await Task.WhenAll(calls);

        // The holder's own, whatever came before the writer began, and the rest.
        Assert.InRange(commits.Count - before, 2, 3);
        Assert.Equal(
            Enumerable.Range(0, 200).Select(i => $"tool_{199 - i}"),
            (await log.ListAsync(test.Workspace, null, null, 500, default)).Select(call => call.Tool));
    }

    [Fact]
    public async Task CallThatCannotBeWritten_IsNoFault_AndTheNextIs()
    {
        await using (var db = test.Database.Read(test.Workspace))
            await db.Database.ExecuteSqlRawAsync("CREATE TRIGGER Full BEFORE INSERT ON KeyCalls WHEN new.Tool = 'a' BEGIN SELECT RAISE(ABORT, 'The disk is full.'); END");

        await log.WriteAsync(Call("a"), default);
        await log.WriteAsync(Call("b"), default);

        Assert.Equal("b", Assert.Single(await log.ListAsync(test.Workspace, null, null, 50, default)).Tool);
    }

    [Fact]
    public async Task Calls_AreReadPageByPage_OfOneKeyOrAll()
    {
        var other = Guid.CreateVersion7();
        foreach (var (tool, key) in new[] { ("a", Key), ("b", other), ("c", Key), ("d", Key) })
            await log.WriteAsync(Call(tool, key: key), default);

        var first = await log.ListAsync(test.Workspace, null, null, 2, default);
        var second = await log.ListAsync(test.Workspace, null, first[^1].Id, 2, default);
        var ofKey = await log.ListAsync(test.Workspace, Key, first[^1].Id, 2, default);

        Assert.Equal(["dc", "ba", "a"], new[] { first, second, ofKey }.Select(page => string.Concat(page.Select(call => call.Tool))));
    }

    [Fact]
    public async Task CallsOfAnotherWorkspace_AreNotSeen()
    {
        var other = WorkspaceId.New();
        await Task.WhenAll(log.WriteAsync(Call("mine"), default), log.WriteAsync(Call("theirs", workspace: other), default));

        Assert.Equal("mine", Assert.Single(await log.ListAsync(test.Workspace, null, null, 50, default)).Tool);
        Assert.Equal("theirs", Assert.Single(await log.ListAsync(other, null, null, 50, default)).Tool);
    }

    [Fact]
    public async Task LongWords_AreCut()
    {
        await log.WriteAsync(Call(new('t', 100), new('o', 100)), default);
        var row = Assert.Single(await log.ListAsync(test.Workspace, null, null, 50, default));
        Assert.Equal((60, 60), (row.Tool.Length, row.Outcome.Length));
    }

    [Fact]
    public async Task Sweep_TakesWhatIsOld_AndWhatIsTooMuch()
    {
        await MakeKeyAsync();
        await log.WriteAsync(Call("old"), default);
        clock.Advance(KeyCallSweep.KeptFor);
        foreach (var tool in new[] { "a", "b", "c" })
            await log.WriteAsync(Call(tool), default);
        Assert.Equal(0, await SweepAsync());

        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, await SweepAsync());
        Assert.Equal("cba", await ToolsAsync());

        Assert.Equal(1, await SweepAsync(most: 2));
        Assert.Equal("cb", await ToolsAsync());
    }

    [Fact]
    public async Task Sweep_TakesMoreThanOneSlice()
    {
        await MakeKeyAsync();
        await Task.WhenAll(Enumerable.Range(0, 4_100).Select(_ => log.WriteAsync(Call("a"), default)));

        Assert.Equal(4_099, await SweepAsync(most: 1));
        Assert.Equal("a", await ToolsAsync());
    }

    [Fact]
    public async Task Sweep_TakesKeysThatWereRevokedLongAgo()
    {
        var keys = new ApiKeys(database, new(database, clock, NullLogger<ApiKeyCheck>.Instance), clock);
        var (gone, stays) = (await MakeKeyAsync(), await MakeKeyAsync());
        await keys.RevokeAsync(test.Owner, gone, default);
        clock.Advance(ApiKeys.KeptAfterwards + TimeSpan.FromDays(2));

        await SweepAsync();

        await using var db = database.Read(test.Workspace);
        Assert.Equal(stays, Assert.Single(await db.Set<ApiKey>().ToListAsync()).Id);
    }

    private Task<int> SweepAsync(int most = KeyCallSweep.Most) => new KeyCallSweep(database, clock).RunAsync(default, most);

    private async Task<string> ToolsAsync() => string.Concat((await log.ListAsync(test.Workspace, null, null, 50, default)).Select(call => call.Tool));

    private async Task<Guid> MakeKeyAsync()
    {
        var keys = new ApiKeys(database, new(database, clock, NullLogger<ApiKeyCheck>.Instance), clock);
        return Assert.IsType<ApiKeyResult.Made>(await keys.CreateAsync(test.Owner, "Claude", ApiKeyScopes.BillyRead, Guid.NewGuid(), null, default)).Id;
    }

    private KeyCall Call(string tool, string outcome = KeyCall.Ok, int? rows = null, Guid? key = null, WorkspaceId? workspace = null) => new()
    {
        WorkspaceId = workspace ?? test.Workspace, KeyId = key ?? Key, At = clock.GetUtcNow(), Tool = tool, Outcome = outcome, Rows = rows, Bytes = 4096, Milliseconds = 37,
    };

    private sealed class Commits : DbTransactionInterceptor
    {
        private int count;

        public int Count => Volatile.Read(ref count);

        public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            Interlocked.Increment(ref count);
            return Task.CompletedTask;
        }
    }

    private sealed class Factory(string connectionString, IInterceptor interceptor) : IDbContextFactory<WorkspaceDbContext>
    {
        public WorkspaceDbContext CreateDbContext() =>
            new(new DbContextOptionsBuilder<WorkspaceDbContext>().UseSqlite(connectionString).AddInterceptors(interceptor).Options);
    }
}
