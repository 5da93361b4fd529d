using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Links;
using PennaPay.Billy.Core.Sync;
using PennaPay.Billy.Core.Sync.Merging;
using PennaPay.Billy.Core.Sync.Questions;
using PennaPay.Billy.Core.Sync.Records;
using PennaPay.Billy.Core.Sync.Running;
using PennaPay.Billy.Core.Sync.Runs;
using PennaPay.Billy.Core.Sync.Settings;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Tests.Support;

namespace PennaPay.Billy.Tests.Sync;

/// <summary>What runs do with the records of both sides.</summary>
public sealed class SyncRunTests
{
    private static readonly ModuleChoices BothWays = new() { IsOn = true };

    [Fact]
    public async Task FirstRun_ShowsEverything_WritesNothing_AndThenDoesJustThat()
    {
        await using var host = await SyncHost.StartAsync(BothWays);
        var same = await host.SaveAsync(null, form => (form.Name, form.RegistrationNo, form.Street) = ("Nordlys ApS", "DK 12345674", "Havnegade 1"));
        var ours = await host.SaveAsync(null, form => form.Name = "Kun her");
        var there = host.Account.Add("NORDLYS", ("registrationNo", "12 34 56 74"), ("phone", "+45 11 22 33 44"));
        host.Account.Add("Kun der");

        var refused = await host.Product.Get<SyncRuns>().StartAsync(host.Product.Owner, host.Connection, dry: false, null, default);
        Assert.Equal(FailureCodes.SyncNotBegun, Assert.IsType<StartResult.Refused>(refused).Failure.Code);
        var dry = await host.DryAsync();
        Assert.Equal((SyncRunState.Done, 0, 2), (dry.State, host.Account.Writes, host.Account.Records.Count));
        var shown = await host.ItemsAsync(dry);
        Assert.Contains(shown, item => item is { Outcome: SyncOutcome.Created, Side: SyncSide.There } && item.LocalId == ours);
        Assert.Contains(shown, item => item is { Outcome: SyncOutcome.Created, Side: SyncSide.Here, Title: "Kun der" });
        Assert.All(shown.Where(item => item.LocalId == same), item => Assert.Equal(MatchReason.RegistrationNo, item.MatchedBy));

        var done = await host.DoAsync(await host.Product.Get<SyncRuns>().StartAsync(host.Product.Owner, host.Connection, dry: false, dry.Id, default));
        Assert.Null(done.Failure);
        var met = (await host.CustomerAsync(same))!;
        // Ours has priority where both had something; what one side lacked it has been given.
        Assert.Equal(("Nordlys ApS", "+45 11 22 33 44"), (met.Name, met.Phone));
        Assert.Equal(("Nordlys ApS", "Havnegade 1"), (host.Account.Records[there].Of("name"), host.Account.Records[there].Of("street")));
        Assert.Equal(3, (await host.AllAsync<RecordLink>()).Count);
        Assert.Equal(3, host.Account.Records.Count);

        var (writes, again) = (host.Account.Writes, await host.RunAsync());
        Assert.Equal((writes, 3, 0), (host.Account.Writes, again.Unchanged, (await host.ItemsAsync(again)).Count));
    }

    [Fact]
    public async Task AgreedPlan_IsNotCarriedOut_WhenSomethingChangedMeanwhile()
    {
        await using var host = await SyncHost.StartAsync(BothWays);
        await host.SaveAsync(null, form => form.Name = "Kun her");
        var dry = await host.DryAsync();
        host.Account.Add("Kun der");
        var run = await host.DoAsync(await host.Product.Get<SyncRuns>().StartAsync(host.Product.Owner, host.Connection, dry: false, dry.Id, default));
        Assert.Equal((FailureCodes.PlanChanged, 0), (run.FailureCode, host.Account.Writes));
    }

    [Theory]
    [InlineData(SyncPriority.Here, "her@a.dk")]
    [InlineData(SyncPriority.There, "der@a.dk")]
    public async Task BothChanged_PriorityDecides_AndTheOtherValueIsNoted(SyncPriority priority, string holds)
    {
        var (host, ours, there) = await LinkedAsync(BothWays with { Priority = priority });
        await using var _ = host;
        await host.SaveAsync(ours, form => form.Email = "her@a.dk");
        host.Account.Edit(there, ("email", "der@a.dk"));
        var run = await host.RunAsync();
        Assert.Equal((holds, holds), ((await host.CustomerAsync(ours))!.Email, host.Account.Records[there].Of("email")));
        var change = Assert.Single(await host.AllAsync<SyncChange>(), change => change.RunId == run.Id);
        Assert.Equal((ChangeReason.Priority, holds == "her@a.dk" ? "der@a.dk" : "her@a.dk"), (change.Reason, change.Old));
    }

    [Fact]
    public async Task BothChanged_Asked_StaysAsItIsUntilAnswered()
    {
        var (host, ours, there) = await LinkedAsync(BothWays with { Priority = SyncPriority.Ask });
        await using var _ = host;
        await host.SaveAsync(ours, form => form.Email = "her@a.dk");
        host.Account.Edit(there, ("email", "der@a.dk"));
        await host.RunAsync();
        await host.RunAsync();
        Assert.Equal(("her@a.dk", "der@a.dk"), ((await host.CustomerAsync(ours))!.Email, host.Account.Records[there].Of("email")));
        var question = Assert.Single(await host.AllAsync<SyncQuestion>());
        Assert.Equal((SyncQuestionKind.Conflict, "a@a.dk", "her@a.dk", "der@a.dk"), (question.Kind, question.AgreedHere, question.Here, question.There));

        await host.AnswerAsync(_ => (SyncAnswer.UseThere, null));
        await host.RunAsync();
        Assert.Equal("der@a.dk", (await host.CustomerAsync(ours))!.Email);
        Assert.NotNull(Assert.Single(await host.AllAsync<SyncQuestion>()).ClosedAt);
    }

    [Fact]
    public async Task Emptied_IsAsked_WhoeverHasPriority()
    {
        var (host, ours, there) = await LinkedAsync(BothWays);
        await using var _ = host;
        await host.SaveAsync(ours, form => form.Email = null);
        await host.RunAsync();
        Assert.Equal("a@a.dk", host.Account.Records[there].Of("email"));
        Assert.Equal(SyncQuestionKind.Emptied, Assert.Single(await host.AllAsync<SyncQuestion>()).Kind);
        await host.AnswerAsync(_ => (SyncAnswer.UseHere, null));
        await host.RunAsync();
        Assert.Null(host.Account.Records[there].Of("email"));
    }

    [Fact]
    public async Task Deleted_NeverTravels_AndIsAsked()
    {
        var (host, ours, there) = await LinkedAsync(BothWays);
        await using var _ = host;
        host.Account.Delete(there);
        await host.RunAsync();
        await host.RunAsync();
        Assert.NotNull(await host.CustomerAsync(ours));
        Assert.Empty(host.Account.Records);
        Assert.Empty(await host.AllAsync<RecordLink>());
        Assert.Equal(SyncQuestionKind.DeletedThere, Assert.Single(await host.AllAsync<SyncQuestion>()).Kind);
        await host.AnswerAsync(_ => (SyncAnswer.Create, null));
        await host.RunAsync();
        Assert.Single(host.Account.Records);
        Assert.Single(await host.AllAsync<RecordLink>());
    }

    [Fact]
    public async Task SeveralCandidates_AndLikeNames_AreAsked_NeverGuessed()
    {
        await using var host = await SyncHost.StartAsync(BothWays);
        var shared = await host.SaveAsync(null, form => (form.Name, form.Email) = ("Fælles", "info@f.dk"));
        await host.SaveAsync(null, form => form.Name = "Smith, Inc.");
        var first = host.Account.Add("F 1", ("email", "INFO@f.dk"));
        host.Account.Add("F 2", ("email", "info@f.dk"));
        host.Account.Add("smith inc");
        var run = await host.BeginAsync();
        Assert.Equal((null, 0, 3), (run.Failure, host.Account.Writes, host.Account.Records.Count));
        Assert.Equal(2, (await host.AllAsync<SyncQuestion>()).Count);
        Assert.Empty(await host.AllAsync<RecordLink>());
        await host.AnswerAsync(question => question.LocalId == shared ? (SyncAnswer.Link, first) : (SyncAnswer.Create, null));
        await host.RunAsync();
        Assert.Equal(first, (await host.AllAsync<RecordLink>()).Single(link => link.LocalId == shared).RemoteId);
    }

    [Fact]
    public async Task FailingRecord_DoesNotStopTheOthers_AndIsTriedAgain()
    {
        await using var host = await SyncHost.StartAsync(BothWays);
        await host.SaveAsync(null, form => form.Name = "Første");
        await host.SaveAsync(null, form => form.Name = "Anden");
        var tries = 0;
        host.Account.Trouble = (request, done) =>
        {
            if (request == "create" && !done && tries++ == 0)
                throw new Core.Http.ApiException(Core.Http.ApiFailure.Invalid, "no") { MayHaveBeenProcessed = false };
        };
        var run = await host.BeginAsync();
        Assert.Equal([SyncOutcome.Created, SyncOutcome.Failed], (await host.ItemsAsync(run)).Where(item => item.Side == SyncSide.There).Select(item => item.Outcome).Order());
        await host.RunAsync();
        Assert.Equal(2, host.Account.Records.Count);
    }

    [Fact]
    public async Task Undo_RestoresBothSides_AndNothingComesBackByItself()
    {
        var (host, ours, there) = await LinkedAsync(BothWays);
        await using var _ = host;
        await host.SaveAsync(ours, form => (form.Email, form.Street) = ("her@a.dk", "Ny vej 2"));
        host.Account.Edit(there, ("phone", "87654321"));
        var added = await host.SaveAsync(null, form => form.Name = "Ny her");
        var run = await host.RunAsync();
        // Somebody has changed one of them since.
        host.Account.Edit(there, ("street", "Endnu en vej"));

        var undo = await host.DoAsync(await host.Product.Get<SyncRuns>().UndoAsync(host.Product.Owner, host.Connection, run.Id, null, null, default));
        Assert.Null(undo.Failure);
        Assert.Equal(("a@a.dk", "Endnu en vej", "87654321"), (host.Account.Records[there].Of("email"), host.Account.Records[there].Of("street"), host.Account.Records[there].Of("phone")));
        Assert.Null((await host.CustomerAsync(ours))!.Phone);
        Assert.Single(host.Account.Records);
        Assert.Contains(await host.ItemsAsync(undo), item => item is { Outcome: SyncOutcome.Skipped, FailureCode: FailureCodes.RecordTouched });

        var writes = host.Account.Writes;
        await host.RunAsync();
        Assert.NotNull(await host.CustomerAsync(added));
        Assert.Equal("a@a.dk", host.Account.Records[there].Of("email"));
        // Only what somebody changed since travels.
        Assert.Equal(("Endnu en vej", writes, 1), ((await host.CustomerAsync(ours))!.Street, host.Account.Writes, host.Account.Records.Count));
    }

    [Fact]
    public async Task Undo_OfTheFirstRun_LeavesBothSidesAsTheyWere()
    {
        await using var host = await SyncHost.StartAsync(BothWays);
        var same = await host.SaveAsync(null, form => (form.Name, form.Email) = ("Samme ApS", "s@s.dk"));
        await host.SaveAsync(null, form => form.Name = "Kun her");
        var there = host.Account.Add("Samme", ("email", "s@s.dk"), ("phone", "12345678"));
        host.Account.Add("Kun der");
        var before = host.Account.Records.ToDictionary(record => record.Key, record => record.Value.Values.Where(value => value.Value is not null).OrderBy(value => value.Key).ToList());
        var run = await host.BeginAsync();
        Assert.Equal(3, host.Account.Records.Count);
        var undo = await host.DoAsync(await host.Product.Get<SyncRuns>().UndoAsync(host.Product.Owner, host.Connection, run.Id, null, null, default));
        Assert.Null(undo.Failure);
        Assert.Equal(before.Keys.Order(), host.Account.Records.Keys.Order());
        Assert.Equal(before[there], host.Account.Records[there].Values.Where(value => value.Value is not null).OrderBy(value => value.Key));
        Assert.Equal(("Samme ApS", null), ((await host.CustomerAsync(same))!.Name, (await host.CustomerAsync(same))!.Phone));
        Assert.Empty(await host.AllAsync<RecordLink>());
        Assert.Equal(0, Assert.Single(await host.AllAsync<SyncState>()).Begun);
    }

    [Fact]
    public async Task CustomerMadeAnew_WhileItsContactIsAskedAbout_TakesThatContact()
    {
        var (host, ours, there) = await LinkedAsync(BothWays);
        await using var _ = host;
        await host.SaveAsync(ours, form => form.RegistrationNo = "12345674");
        await host.RunAsync();
        Assert.IsType<Core.Records.Customers.DeleteCustomerResult.Deleted>(
            await host.Product.Get<Core.Records.Customers.CustomerEditor>().DeleteAsync(host.Product.Owner, ours, default));
        await host.RunAsync();
        Assert.Equal(SyncQuestionKind.DeletedHere, Assert.Single(await host.AllAsync<SyncQuestion>()).Kind);

        var anew = await host.SaveAsync(null, form => (form.Name, form.RegistrationNo) = ("A igen", "12345674"));
        await host.RunAsync();
        Assert.Equal(there, Assert.Single(host.Account.Records).Key);
        Assert.Equal(anew, Assert.Single(await host.AllAsync<RecordLink>()).LocalId);
        Assert.NotNull(Assert.Single(await host.AllAsync<SyncQuestion>()).ClosedAt);
    }

    [Fact]
    public async Task SurerMatch_IsNotContested_ByWhoeverOnlyHasTheSameMailbox()
    {
        await using var host = await SyncHost.StartAsync(BothWays);
        var sure = await host.SaveAsync(null, form => (form.Name, form.CustomerNo, form.Email) = ("Afdeling 1", "17", "info@f.dk"));
        await host.SaveAsync(null, form => (form.Name, form.Email) = ("Afdeling 2", "info@f.dk"));
        var there = host.Account.Add("Et", ("contactNo", "17"), ("email", "info@f.dk"));
        Assert.Null((await host.BeginAsync()).Failure);
        Assert.Equal(there, (await host.AllAsync<RecordLink>()).Single(link => link.LocalId == sure).RemoteId);
        Assert.Equal(2, host.Account.Records.Count);
    }

    [Fact]
    public async Task LeftAlone_NeitherItNorWhatItMayBeIsCreated()
    {
        await using var host = await SyncHost.StartAsync(BothWays);
        await host.SaveAsync(null, form => (form.Name, form.Email) = ("Fælles", "info@f.dk"));
        host.Account.Add("F 1", ("email", "info@f.dk"));
        host.Account.Add("F 2", ("email", "info@f.dk"));
        await host.BeginAsync();
        await host.AnswerAsync(_ => (SyncAnswer.Leave, null));
        await host.RunAsync();
        Assert.Equal(2, host.Account.Records.Count);
        Assert.Equal(1, (await host.Product.Get<Core.Records.Customers.CustomerList>().PageAsync(host.Product.Workspace, new(), default)).Total);
    }

    [Fact]
    public async Task WhatMayDoMore_IsShownAgainFirst()
    {
        await using var host = await SyncHost.StartAsync(BothWays with { Direction = SyncDirection.ToHere });
        await host.BeginAsync();
        await host.SaveAsync(null, form => form.Name = "Kun her");
        await host.ChooseAsync(BothWays);
        var started = await host.Product.Get<SyncRuns>().StartAsync(host.Product.Owner, host.Connection, dry: false, null, default);
        Assert.Equal(FailureCodes.SyncNotBegun, Assert.IsType<StartResult.Refused>(started).Failure.Code);
    }

    [Fact]
    public async Task Stopped_WritesNoMore_AndCanBeTakenBack()
    {
        await using var host = await SyncHost.StartAsync(BothWays);
        for (var i = 0; i < 60; i++)
            await host.SaveAsync(null, form => form.Name = $"Kunde {i}");
        var stopped = false;
        host.Account.Trouble = (request, done) =>
        {
            if (request != "create" || !done || stopped)
                return;
            stopped = true;
            var run = host.AllAsync<SyncRun>().GetAwaiter().GetResult().Single(open => !open.IsDry);
            Assert.True(host.Product.Get<SyncRuns>().StopAsync(host.Product.Owner, run.Id, default).GetAwaiter().GetResult());
        };
        var run = await host.BeginAsync();
        Assert.Equal((FailureCodes.SyncStopped, 25), (run.FailureCode, host.Account.Records.Count));
        host.Account.Trouble = (_, _) => { };
        Assert.Null((await host.DoAsync(await host.Product.Get<SyncRuns>().UndoAsync(host.Product.Owner, host.Connection, run.Id, null, null, default))).Failure);
        Assert.Empty(host.Account.Records);
    }

    [Fact]
    public async Task Undo_BrokenOffAfterAWrite_GoesOn_AndNothingComesBack()
    {
        var (host, ours, there) = await LinkedAsync(BothWays);
        await using var _ = host;
        await host.SaveAsync(ours, form => form.Email = "her@a.dk");
        var run = await host.RunAsync();
        using var life = new CancellationTokenSource();
        host.Account.Trouble = (request, done) =>
        {
            if (request != "change" || !done)
                return;
            life.Cancel();
            throw new OperationCanceledException(life.Token);
        };
        var started = await host.Product.Get<SyncRuns>().UndoAsync(host.Product.Owner, host.Connection, run.Id, null, null, default);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => host.DoAsync(started, life.Token));
        host.Account.Trouble = (_, _) => { };
        Assert.Equal("a@a.dk", host.Account.Records[there].Of("email"));

        var undo = await host.DoAsync(started);
        Assert.Null(undo.Failure);
        Assert.DoesNotContain(await host.ItemsAsync(undo), item => item.Outcome == SyncOutcome.Skipped);
        await host.RunAsync();
        Assert.Equal(("her@a.dk", "a@a.dk"), ((await host.CustomerAsync(ours))!.Email, host.Account.Records[there].Of("email")));
    }

    [Fact]
    public async Task Undo_LeavesACreatedRecordThatSomebodyAddedTo()
    {
        var (host, _, there) = await LinkedAsync(BothWays);
        await using var _1 = host;
        var run = (await host.AllAsync<SyncRun>()).Single(known => !known.IsDry);
        host.Account.Edit(there, ("phone", "12345678"));
        var undo = await host.DoAsync(await host.Product.Get<SyncRuns>().UndoAsync(host.Product.Owner, host.Connection, run.Id, null, null, default));
        Assert.Contains(await host.ItemsAsync(undo), item => item is { Outcome: SyncOutcome.Skipped, FailureCode: FailureCodes.RecordTouched });
        Assert.Single(host.Account.Records);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AskedCreation_NotAnswered_IsNotMadeAgain_ThoughAPlanWasShownMeanwhile(bool isPutAside)
    {
        var (host, _, gone) = await LinkedAsync(BothWays);
        await using var _1 = host;
        host.Account.Delete(gone);
        await host.RunAsync();
        await host.AnswerAsync(_ => (SyncAnswer.Create, null));
        var isDown = false;
        host.Account.Trouble = (request, done) =>
        {
            isDown |= request == "create" && done;
            if (isDown)
                throw new ApiException(ApiFailure.TimedOut, "too long") { MayHaveBeenProcessed = request == "create" };
        };
        await host.RunAsync();
        host.Account.Trouble = (_, _) => { };
        var made = Assert.Single(host.Account.Records).Key;
        if (isPutAside)
            host.Account.Archive(made);

        host.Product.Clock.Advance(TimeSpan.FromHours(1));
        await host.DryAsync();
        await host.RunAsync();
        await host.RunAsync();
        Assert.Equal(made, Assert.Single(host.Account.Records).Key);
        Assert.Equal(made, Assert.Single(await host.AllAsync<RecordLink>()).RemoteId);
        Assert.DoesNotContain(await host.AllAsync<SyncItem>(), item => !item.IsSettled);
    }

    [Fact]
    public async Task OldRuns_AreForgotten_LaterOnesAndLinksStay()
    {
        var (host, ours, there) = await LinkedAsync(BothWays);
        await using var _ = host;
        host.Product.Clock.Advance(TimeSpan.FromDays(200));
        await host.SaveAsync(ours, form => form.Phone = "12345678");
        var late = await host.RunAsync();
        Assert.Equal(2, await host.Product.Get<OldRuns>().SweepAsync(default));
        Assert.Equal(late.Id, Assert.Single(await host.AllAsync<SyncRun>()).Id);
        Assert.All(await host.AllAsync<SyncItem>(), item => Assert.Equal(late.Id, item.RunId));
        Assert.All(await host.AllAsync<SyncChange>(), change => Assert.Equal(late.Id, change.RunId));
        Assert.Equal(there, Assert.Single(await host.AllAsync<RecordLink>()).RemoteId);
    }

    [Fact]
    public async Task Clock_StartsARunEveryThreeHours_FromTheNextTick()
    {
        var (host, ours, there) = await LinkedAsync(BothWays);
        await using var _ = host;
        var editor = host.Product.Get<SyncSettingsEditor>();
        var (choices, version) = await editor.ReadAsync(host.Product.Workspace, BillySystem.SystemId, default);
        await editor.SaveAsync(host.Product.Owner, BillySystem.SystemId, choices with { IsAutomatic = true }, version, default);
        var worker = host.Product.Get<SyncWorker>();
        host.Account.Edit(there, ("phone", "12345678"));

        // It is nine; the ticks of three hours are at nine and at twelve.
        host.Product.Clock.Advance(new TimeSpan(2, 59, 0));
        await worker.LookAsync(default);
        Assert.DoesNotContain(await host.AllAsync<SyncRun>(), run => run.Cause == SyncCause.Automatic);
        host.Product.Clock.Advance(TimeSpan.FromMinutes(2));
        await worker.LookAsync(default);
        await Until.TrueAsync(async () => (await host.AllAsync<SyncRun>()).Exists(run => run is { Cause: SyncCause.Automatic, State: SyncRunState.Done }));
        Assert.Equal("12345678", (await host.CustomerAsync(ours))!.Phone);
        Assert.Equal(new DateTimeOffset(2026, 11, 20, 15, 0, 0, TimeSpan.Zero), Assert.Single(await host.AllAsync<SyncState>()).DueAt);
    }

    private static async Task<(SyncHost Host, Guid Ours, string Theirs)> LinkedAsync(ModuleChoices choices)
    {
        var host = await SyncHost.StartAsync(choices);
        var ours = await host.SaveAsync(null, form => (form.Name, form.Email, form.Street, form.CustomerNo) = ("A ApS", "a@a.dk", "Vej 1", "7"));
        Assert.Null((await host.BeginAsync()).Failure);
        return (host, ours, Assert.Single(host.Account.Records).Key);
    }
}
