using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Links;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Sync;
using PennaPay.Billy.Core.Sync.Merging;
using PennaPay.Billy.Core.Sync.Questions;
using PennaPay.Billy.Core.Sync.Runs;
using PennaPay.Billy.Core.Sync.Settings;
using PennaPay.Billy.Core.Sync.Standings;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Tests.Push;
using PennaPay.Billy.Tests.Support;

namespace PennaPay.Billy.Tests.Sync;

/// <summary>What a record's light shows.</summary>
public sealed class RecordStandingsTests : IAsyncLifetime
{
    private readonly CommandCount queries = new();
    private PushHost host = null!;
    private SyncRows rows = null!;
    private Customer customer = null!;

    private RecordStandings Standings => host.Get<RecordStandings>();

    public async Task InitializeAsync()
    {
        host = await PushHost.StartAsync(add: services =>
        {
            StandInRecords.Add(services);
            services.ConfigureDbContext<WorkspaceDbContext>(options => options.AddInterceptors(queries));
        });
        rows = new(host.Database, host.Workspace, host.Queue.Connection, host.Clock);
        customer = await host.AddCustomerAsync();
        host.Clock.Advance(TimeSpan.FromHours(1));
    }

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task NotLinked() => Assert.Equal(RecordStanding.NotLinked, await StandingAsync());

    [Fact]
    public async Task Linked_ButNeverCompared()
    {
        await rows.LinkAsync(RecordKind.Contact, customer.Id, "r1");
        Assert.Equal(new(RecordState.Linked, null, null, "r1"), await StandingAsync());
    }

    [Fact]
    public async Task Alike_UntilItIsChangedHere()
    {
        var alike = host.Clock.GetUtcNow();
        await rows.LinkAsync(RecordKind.Contact, customer.Id, "r1", alike);
        Assert.Equal(new(RecordState.Alike, alike, null, "r1"), await StandingAsync());

        host.Clock.Advance(TimeSpan.FromMinutes(1));
        var form = CustomerForm.From((await host.Get<CustomerList>().FindAsync(host.Workspace, customer.Id, default))!);
        form.City = "Ribe";
        Assert.IsType<SaveResult.Saved>(await host.Get<CustomerEditor>().SaveAsync(host.Owner, form, default));

        Assert.Equal(new(RecordState.Changed, alike, null, "r1"), await StandingAsync());
    }

    [Fact]
    public async Task Asked_UntilItIsAnswered()
    {
        var alike = host.Clock.GetUtcNow();
        await rows.LinkAsync(RecordKind.Contact, customer.Id, "r1", alike);
        var question = await rows.ConflictAsync(customer.Id, customer.Name);
        Assert.Equal(RecordState.Asked, (await StandingAsync()).State);

        await host.Get<SyncAnswers>().AnswerAsync(host.Owner, question.Id, SyncAnswer.KeepApart, null, default);
        Assert.Equal(RecordState.Alike, (await StandingAsync()).State);
    }

    [Fact]
    public async Task LeftAlone()
    {
        var question = await rows.MatchAsync(customer.Id, customer.Name, new MatchCandidate("r1", "Nordlys", null, Core.Sync.Records.MatchReason.Name));
        await host.Get<SyncAnswers>().AnswerAsync(host.Owner, question.Id, SyncAnswer.Leave, null, default);
        Assert.Equal(new(RecordState.Ignored), await StandingAsync());
    }

    [Fact]
    public async Task Failed_UntilARunFoundNothingToDo()
    {
        await FailAsync(await rows.RunAsync());
        Assert.Equal(new(RecordState.Failed, host.Clock.GetUtcNow(), new Failure(FailureCodes.RecordInvalid, "for langt navn"), null), await StandingAsync());

        host.Clock.Advance(TimeSpan.FromMinutes(1));
        await rows.RunAsync(run => run.IsDry = true);
        await rows.RunAsync(run => run.LocalId = Guid.NewGuid());
        Assert.Equal(RecordState.Failed, (await StandingAsync()).State);

        host.Clock.Advance(TimeSpan.FromMinutes(1));
        await rows.RunAsync(run => run.LocalId = customer.Id);
        Assert.Equal(RecordState.NotLinked, (await StandingAsync()).State);
    }

    [Fact]
    public async Task WhatADryRunShows_IsNoFailure()
    {
        await FailAsync(await rows.RunAsync(run => run.IsDry = true));
        Assert.Equal(RecordStanding.NotLinked, await StandingAsync());
    }

    [Fact]
    public async Task OtherWorkspace_AndNoAccount_HaveNone()
    {
        Assert.Null(await Standings.FindAsync(WorkspaceId.New(), RecordKind.Contact, customer.Id, default));
        Assert.Empty(await Standings.OfAsync(WorkspaceId.New(), RecordKind.Contact, [customer.Id], default));
        Assert.Null(await Standings.FindAsync(host.Workspace, RecordKind.Contact, Guid.NewGuid(), default));

        await host.Get<BillyConnector>().DisconnectAsync(host.Owner, default);
        Assert.Null(await Standings.FindAsync(host.Workspace, RecordKind.Contact, customer.Id, default));
    }

    [Fact]
    public async Task Synchronized_CanBeOnlyWhatIsOn_AndWasAgreedTo()
    {
        var found = (await Standings.FindAsync(host.Workspace, RecordKind.Contact, customer.Id, default))!;
        Assert.Equal((SyncModule.Organizations, true, false, null), (found.Module, found.IsOffered, found.CanSynchronize, found.Page));

        var choices = new SyncChoices().With(SyncModule.Organizations, new() { IsOn = true });
        await host.Get<SyncSettingsEditor>().SaveAsync(host.Owner, BillySystem.SystemId, choices, 0, default);
        Assert.False((await Standings.FindAsync(host.Workspace, RecordKind.Contact, customer.Id, default))!.CanSynchronize);

        await rows.AddAsync(new SyncState { ConnectionId = rows.Connection, Begun = SyncRun.MaskOf(SyncModule.Organizations) });
        await rows.LinkAsync(RecordKind.Contact, customer.Id, "r1");
        found = (await Standings.FindAsync(host.Workspace, RecordKind.Contact, customer.Id, default))!;
        Assert.Equal((true, "https://pages.example/contact/r1"), (found.CanSynchronize, found.Page));
    }

    [Fact]
    public async Task Page_IsReadInTwoQueries_HoweverManyRows()
    {
        var other = await host.AddCustomerAsync("Anker ApS", cvr: null);
        await FailAsync(await rows.RunAsync());
        var before = queries.Value;
        Assert.Equal(2, (await Standings.OfAsync(host.Workspace, RecordKind.Contact, [customer.Id, other.Id], default)).Count);
        Assert.Equal(2, queries.Value - before);
    }

    [Fact]
    public async Task History_SaysWhatWasWritten_InOurNames_AndWhatCanBeTakenBack()
    {
        var run = await rows.RunAsync();
        await rows.ItemAsync(run, customer.Id, SyncOutcome.Updated, item => item.Side = SyncSide.There,
            new SyncChange { Field = "cityText", Side = SyncSide.There, Old = "Ribe", New = "Aarhus" },
            new SyncChange { Field = "email", Side = SyncSide.There, Old = "a@b.dk", UndoneBy = Guid.NewGuid() });
        await rows.ItemAsync(await rows.RunAsync(dry => dry.IsDry = true), customer.Id, SyncOutcome.Updated, null, new SyncChange { Field = "name", New = "Vist" });

        var page = await host.Get<RecordHistory>().PageAsync(host.Workspace, customer.Id, 0, 10, default);

        Assert.Equal(2, page.Total);
        Assert.Equal(
            [("city", "Ribe", "Aarhus", SyncSide.There, run.Id, true, false), ("email", "a@b.dk", null, SyncSide.There, run.Id, false, true)],
            page.Rows.Select(change => (change.Field, change.Old, change.New, change.Side, change.Run, change.CanUndo, change.IsUndone)));
        Assert.All(page.Rows, change => Assert.Equal(("ejer@eksempel.dk", ChangeReason.ChangedThere), (change.By, change.Reason)));
        Assert.Equal(0, (await host.Get<RecordHistory>().PageAsync(WorkspaceId.New(), customer.Id, 0, 10, default)).Total);
    }

    [Fact]
    public async Task FailedRecords_AreThoseOfTheLatestWholeRun_ByCause()
    {
        await FailAsync(await rows.RunAsync());
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        var latest = await rows.RunAsync();
        await FailAsync(latest);
        await FailAsync(latest);
        await rows.ItemAsync(latest, null, SyncOutcome.Failed, item => item.FailureCode = FailureCodes.SystemUnavailable);
        await rows.ItemAsync(latest, null, SyncOutcome.Skipped, item => item.FailureCode = FailureCodes.RecordArchived);
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        await rows.RunAsync(run => run.LocalId = customer.Id);

        var failed = (await host.Get<FailedRecords>().GroupsAsync(host.Workspace, 1, default))!;

        Assert.Equal(latest.Id, failed.Run);
        Assert.Equal([(FailureCodes.RecordInvalid, 2, 1), (FailureCodes.SystemUnavailable, 1, 1)], failed.Groups.Select(group => (group.Cause.Code, group.Count, group.First.Count)));
        Assert.Equal(3, await host.Get<FailedRecords>().CountAsync(host.Workspace, default));
        Assert.Equal(0, await host.Get<FailedRecords>().CountAsync(WorkspaceId.New(), default));
    }

    private Task<SyncItem> FailAsync(SyncRun run) => rows.ItemAsync(
        run, customer.Id, SyncOutcome.Failed, item => (item.FailureCode, item.FailureDetail) = (FailureCodes.RecordInvalid, "for langt navn"));

    private async Task<RecordStanding> StandingAsync()
    {
        var one = (await Standings.FindAsync(host.Workspace, RecordKind.Contact, customer.Id, default))!.Standing;
        Assert.Equal(one, Assert.Single(await Standings.OfAsync(host.Workspace, RecordKind.Contact, [customer.Id], default)).Value);
        return one;
    }
}
