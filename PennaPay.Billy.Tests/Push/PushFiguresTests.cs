using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Push.History;
using PennaPay.Billy.Core.Push.Ledger;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Tests.Support;

namespace PennaPay.Billy.Tests.Push;

public sealed class PushFiguresTests : IAsyncLifetime
{
    private readonly TestClock clock = new(new(2026, 11, 20, 23, 30, 0, TimeSpan.Zero));
    private TestDatabase database = null!;
    private PushFigures figures = null!;

    public async Task InitializeAsync()
    {
        database = await TestDatabase.CreateAsync();
        figures = new(database.Database, clock);
    }

    public Task DisposeAsync() => database.DisposeAsync().AsTask();

    [Fact]
    public async Task Days_WithoutPushes_AreThereToo_AndTodayIsDanish()
    {
        var days = await figures.LatestDaysAsync(database.Workspace, 30, default);
        Assert.Equal(Enumerable.Range(0, 30).Select(i => new PushDay(new DateOnly(2026, 10, 23).AddDays(i), 0, 0)), days);
    }

    [Fact]
    public async Task Outcomes_AreCountedOnTheirDanishDay_InSummerAndWinter()
    {
        // Denmark goes back to winter time on 25 October: midnight is 22:00 UTC before and 23:00 UTC after.
        await AddAsync(PushState.Succeeded, "2026-10-22T21:59:59", "2026-10-22T22:00:00", "2026-10-24T21:59:59", "2026-10-24T22:00:00");
        await AddAsync(PushState.Succeeded, "2026-10-25T22:59:59.9999999", "2026-10-25T23:00:00", "2026-11-20T23:29:00");

        var days = await figures.LatestDaysAsync(database.Workspace, 30, default);

        Assert.Equal(
            [("10-23", 1), ("10-24", 1), ("10-25", 2), ("10-26", 1), ("11-21", 1)],
            days.Where(day => day.Total > 0).Select(day => ($"{day.Day:MM-dd}", day.Succeeded)));
    }

    [Fact]
    public async Task Failures_AreWhatEndedBadly_NotWhatIsTriedAgain()
    {
        foreach (var state in Enum.GetValues<PushState>())
            await AddAsync(state, "2026-11-19T12:00:00");
        await AddAsync(PushState.Succeeded, isOutcome: false, "2026-11-19T12:00:00");

        var days = await figures.LatestDaysAsync(database.Workspace, 3, default);

        Assert.Equal([new(new(2026, 11, 19), 1, 2), new(new(2026, 11, 20), 0, 0), new(new(2026, 11, 21), 0, 0)], days);
    }

    [Fact]
    public async Task AnotherWorkspacesPushes_AreNotCounted()
    {
        await AddAsync(PushState.Succeeded, "2026-11-19T12:00:00");
        Assert.Equal(0, (await figures.LatestDaysAsync(WorkspaceId.New(), 30, default)).Sum(day => day.Total));
    }

    private Task AddAsync(PushState state, params string[] moments) => AddAsync(state, isOutcome: true, moments);

    private Task AddAsync(PushState state, bool isOutcome, params string[] moments) =>
        database.Database.WriteAsync(database.Workspace, (db, _) =>
        {
            foreach (var moment in moments)
            {
                db.Add(new PushHistoryEntry
                {
                    InvoiceNumber = "1", StartedBy = PushHost.By, State = state, IsOutcome = isOutcome,
                    At = DateTimeOffset.Parse($"{moment}Z", System.Globalization.CultureInfo.InvariantCulture),
                });
            }
            return Task.CompletedTask;
        }, default);
}
