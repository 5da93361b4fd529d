using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Links;
using PennaPay.Billy.Core.Sync;
using PennaPay.Billy.Core.Sync.Planning;
using PennaPay.Billy.Core.Sync.Questions;
using PennaPay.Billy.Core.Sync.Records;
using PennaPay.Billy.Core.Sync.Runs;
using PennaPay.Billy.Tests.Push;
using PennaPay.Billy.Tests.Support;

namespace PennaPay.Billy.Tests.Sync;

/// <summary>What people answer, and what is made of it.</summary>
public sealed class SyncAnswersTests : IAsyncLifetime
{
    private static readonly Guid Ours = Guid.CreateVersion7();

    private PushHost host = null!;
    private SyncRows rows = null!;

    private SyncAnswers Answers => host.Get<SyncAnswers>();

    private SyncQuestions Questions => host.Get<SyncQuestions>();

    public async Task InitializeAsync()
    {
        host = await PushHost.StartAsync(add: StandInRecords.Add);
        rows = new(host.Database, host.Workspace, host.Queue.Connection, host.Clock);
    }

    public async Task DisposeAsync() => await host.DisposeAsync();

    public static TheoryData<SyncQuestionKind, SyncAnswer, bool> EveryAnswer()
    {
        Dictionary<SyncQuestionKind, SyncAnswer[]> fits = new()
        {
            [SyncQuestionKind.Match] = [SyncAnswer.Link, SyncAnswer.Create, SyncAnswer.Leave],
            [SyncQuestionKind.Conflict] = [SyncAnswer.UseHere, SyncAnswer.UseThere, SyncAnswer.KeepApart],
            [SyncQuestionKind.Emptied] = [SyncAnswer.UseHere, SyncAnswer.UseThere, SyncAnswer.KeepApart],
            [SyncQuestionKind.DeletedHere] = [SyncAnswer.Create, SyncAnswer.Delete, SyncAnswer.Leave],
            [SyncQuestionKind.DeletedThere] = [SyncAnswer.Create, SyncAnswer.Delete, SyncAnswer.Leave],
        };
        var all = new TheoryData<SyncQuestionKind, SyncAnswer, bool>();
        foreach (var kind in Enum.GetValues<SyncQuestionKind>())
        {
            foreach (var answer in Enum.GetValues<SyncAnswer>())
                all.Add(kind, answer, fits[kind].Contains(answer));
        }

        return all;
    }

    [Theory]
    [MemberData(nameof(EveryAnswer))]
    public async Task Answer_IsStored_WhereItFitsTheKind(SyncQuestionKind kind, SyncAnswer answer, bool fits)
    {
        var question = await AskAsync(kind);

        var result = await Answers.AnswerAsync(host.Owner, question.Id, answer, answer == SyncAnswer.Link ? "r1" : null, default);

        var stored = await StoredAsync(question.Id);
        if (fits)
        {
            Assert.IsType<AnswerResult.Stored>(result);
            Assert.Equal((answer, answer == SyncAnswer.Link ? "r1" : null, PushHost.By, host.Clock.GetUtcNow(), null), (stored.Answer, stored.ChosenId, stored.AnsweredBy, stored.AnsweredAt, stored.ClosedAt));
            Assert.Equal(0, await Questions.CountAsync(host.Workspace, default));
        }
        else
        {
            Assert.IsType<AnswerResult.Unfit>(result);
            Assert.Null(stored.Answer);
            Assert.Equal(1, await Questions.CountAsync(host.Workspace, default));
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("somebody else's")]
    public async Task Link_ToNoneOfTheCandidates_IsRefused(string? chosen)
    {
        var question = await AskAsync(SyncQuestionKind.Match);
        Assert.IsType<AnswerResult.Unfit>(await Answers.AnswerAsync(host.Owner, question.Id, SyncAnswer.Link, chosen, default));
        Assert.IsType<AnswerResult.Unfit>(await Answers.AnswerAsync(host.Owner, question.Id, SyncAnswer.Create, "r1", default));
        Assert.Null((await StoredAsync(question.Id)).Answer);
    }

    [Theory]
    [InlineData(null, "Nordlys", SyncAnswer.UseHere)]
    [InlineData("Nordlys", " ", SyncAnswer.UseThere)]
    public async Task RequiredField_IsNeverEmptied(string? here, string? there, SyncAnswer empties)
    {
        var question = await rows.ConflictAsync(Ours, "Nordlys", "name=name", "Nordlys", here, there);
        question.Kind = SyncQuestionKind.Emptied;

        var open = Assert.Single((await Questions.PageAsync(host.Workspace, QuestionGroup.Fields, 0, 10, default)).Rows);
        Assert.True(open.IsRequired);
        Assert.DoesNotContain(empties, open.Answers);
        Assert.IsType<AnswerResult.Unfit>(await Answers.AnswerAsync(host.Owner, question.Id, empties, null, default));
        Assert.Equal(0, await Answers.AnswerAllAsync(host.Owner, open.Question.Kind, empties, default));
    }

    [Fact]
    public async Task OtherField_MayBeEmptied()
    {
        var question = await rows.ConflictAsync(Ours, "Nordlys", here: null);
        Assert.IsType<AnswerResult.Stored>(await Answers.AnswerAsync(host.Owner, question.Id, SyncAnswer.UseHere, null, default));
    }

    [Fact]
    public async Task AnsweredTwice_TheSecondIsTold_AndTheFirstHolds()
    {
        var question = await AskAsync(SyncQuestionKind.Conflict);
        var other = Actor.Person(host.Workspace, Guid.CreateVersion7(), "anden@eksempel.dk", Role.Member);

        var results = await Task.WhenAll(
            Answers.AnswerAsync(host.Owner, question.Id, SyncAnswer.UseHere, null, default),
            Answers.AnswerAsync(other, question.Id, SyncAnswer.UseThere, null, default));

        Assert.Single(results.OfType<AnswerResult.Stored>());
        var stored = await StoredAsync(question.Id);
        Assert.Equal(stored.AnsweredBy, Assert.Single(results.OfType<AnswerResult.AnsweredMeanwhile>()).By);
        Assert.Equal(stored.AnsweredBy == PushHost.By ? SyncAnswer.UseHere : SyncAnswer.UseThere, stored.Answer);
    }

    [Fact]
    public async Task Closed_OrUnknown_IsSaid()
    {
        var question = await AskAsync(SyncQuestionKind.Conflict);
        await CloseAsync(question.Id);
        Assert.IsType<AnswerResult.Closed>(await Answers.AnswerAsync(host.Owner, question.Id, SyncAnswer.UseHere, null, default));
        Assert.IsType<AnswerResult.Closed>(await Answers.AnswerAsync(host.Owner, Guid.NewGuid(), SyncAnswer.UseHere, null, default));
    }

    [Fact]
    public async Task OtherWorkspace_SeesAndAnswersNothing()
    {
        var question = await AskAsync(SyncQuestionKind.Conflict);
        var stranger = TestActors.OwnerOf(WorkspaceId.New());

        Assert.Equal(0, await Questions.CountAsync(stranger.Workspace, default));
        Assert.Empty((await Questions.PageAsync(stranger.Workspace, QuestionGroup.Fields, 0, 10, default)).Rows);
        Assert.IsType<AnswerResult.Closed>(await Answers.AnswerAsync(stranger, question.Id, SyncAnswer.UseHere, null, default));
        Assert.Equal(0, await Answers.AnswerAllAsync(stranger, SyncQuestionKind.Conflict, SyncAnswer.UseHere, default));
        Assert.False(await Answers.TakeBackAsync(stranger, question.Id, default));
        Assert.Null((await StoredAsync(question.Id)).Answer);
    }

    [Fact]
    public async Task Chosen_IsOfOneOfOursAlone()
    {
        var first = await rows.MatchAsync(Guid.NewGuid(), "Nordlys", Candidate("r1"), Candidate("r2"));
        var second = await rows.MatchAsync(Guid.NewGuid(), "Nordlys Design", Candidate("r1"), Candidate("r3"));
        await rows.LinkAsync(RecordKind.Contact, Guid.NewGuid(), "r3");
        Assert.IsType<AnswerResult.Stored>(await Answers.AnswerAsync(host.Owner, first.Id, SyncAnswer.Link, "r1", default));

        Assert.Equal("Nordlys", Assert.IsType<AnswerResult.Taken>(await Answers.AnswerAsync(host.Owner, second.Id, SyncAnswer.Link, "r1", default)).Title);
        Assert.Null(Assert.IsType<AnswerResult.Taken>(await Answers.AnswerAsync(host.Owner, second.Id, SyncAnswer.Link, "r3", default)).Title);
        Assert.Null((await StoredAsync(second.Id)).Answer);
    }

    [Fact]
    public async Task AnswerAll_LinksWhereThereIsOneCandidate_AndNoneTwice()
    {
        var one = await rows.MatchAsync(Guid.NewGuid(), "A", Candidate("r1"));
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        var same = await rows.MatchAsync(Guid.NewGuid(), "B", Candidate("r1"));
        var several = await rows.MatchAsync(Guid.NewGuid(), "C", Candidate("r2"), Candidate("r3"));

        Assert.Equal(1, await Answers.AnswerAllAsync(host.Owner, SyncQuestionKind.Match, SyncAnswer.Link, default));

        Assert.Equal("r1", (await StoredAsync(one.Id)).ChosenId);
        Assert.Null((await StoredAsync(same.Id)).Answer);
        Assert.Null((await StoredAsync(several.Id)).Answer);
        Assert.Equal(2, await Answers.AnswerAllAsync(host.Owner, SyncQuestionKind.Match, SyncAnswer.Create, default));
    }

    [Fact]
    public async Task AnswerAll_LeavesOtherKindsAndAnsweredOnesAlone()
    {
        var answered = await rows.ConflictAsync(Guid.NewGuid(), "A");
        await Answers.AnswerAsync(host.Owner, answered.Id, SyncAnswer.UseThere, null, default);
        await rows.ConflictAsync(Guid.NewGuid(), "B");
        await rows.ConflictAsync(Guid.NewGuid(), "C");
        var other = await AskAsync(SyncQuestionKind.DeletedThere);

        Assert.Equal(2, await Answers.AnswerAllAsync(host.Owner, SyncQuestionKind.Conflict, SyncAnswer.UseHere, default));
        Assert.Equal(0, await Answers.AnswerAllAsync(host.Owner, SyncQuestionKind.Conflict, SyncAnswer.Delete, default));

        Assert.Equal(SyncAnswer.UseThere, (await StoredAsync(answered.Id)).Answer);
        Assert.Null((await StoredAsync(other.Id)).Answer);
        Assert.Equal(3, await Questions.CountAnsweredAsync(host.Workspace, default));
    }

    [Fact]
    public async Task TakenBack_ItWaitsAgain_UntilARunHasUsedIt()
    {
        var question = await AskAsync(SyncQuestionKind.Conflict);
        Assert.False(await Answers.TakeBackAsync(host.Owner, question.Id, default));
        await Answers.AnswerAsync(host.Owner, question.Id, SyncAnswer.UseHere, null, default);

        Assert.True(await Answers.TakeBackAsync(host.Owner, question.Id, default));
        Assert.Equal(1, await Questions.CountAsync(host.Workspace, default));

        await Answers.AnswerAsync(host.Owner, question.Id, SyncAnswer.UseThere, null, default);
        await CloseAsync(question.Id);
        Assert.False(await Answers.TakeBackAsync(host.Owner, question.Id, default));
        Assert.Equal(SyncAnswer.UseThere, (await StoredAsync(question.Id)).Answer);
    }

    [Theory]
    [InlineData(SyncSide.There)]
    [InlineData(SyncSide.Here)]
    public async Task Ignored_ItIsLeftAlone_AndSeenAgainWhenThatIsTakenBack(SyncSide side)
    {
        var dry = await rows.RunAsync(run => run.IsDry = true);
        var item = side == SyncSide.There
            ? await rows.ItemAsync(dry, Ours, SyncOutcome.Created, one => one.Side = side)
            : await rows.ItemAsync(dry, null, SyncOutcome.Created, one => (one.Side, one.RemoteId) = (side, "r1"));

        Assert.True(await Answers.IgnoreAsync(host.Owner, item.Id, default));
        Assert.True(await Answers.IgnoreAsync(host.Owner, item.Id, default));

        var left = Assert.Single((await Questions.AnsweredAsync(host.Workspace, left: true, 0, 10, default)).Rows).Question;
        Assert.Equal(
            (SyncQuestionKind.Match, side == SyncSide.There ? Subjects.Ours(RecordKind.Contact, Ours) : Subjects.Theirs(RecordKind.Contact, "r1"), SyncAnswer.Leave),
            (left.Kind, left.Subject, left.Answer));
        Assert.Equal(0, await Questions.CountAnsweredAsync(host.Workspace, default));

        Assert.True(await Answers.TakeBackAsync(host.Owner, left.Id, default));
        Assert.NotNull((await StoredAsync(left.Id)).ClosedAt);
        Assert.Equal(0, await Questions.CountAsync(host.Workspace, default));
    }

    [Fact]
    public async Task InvoiceThatIsIgnored_IsLeftAloneAsAnInvoice()
    {
        var item = await rows.ItemAsync(
            await rows.RunAsync(run => run.IsDry = true), null, SyncOutcome.Created, one => (one.Module, one.Side, one.RemoteId) = (SyncModule.Invoices, SyncSide.Here, "d1"));

        Assert.True(await Answers.IgnoreAsync(host.Owner, item.Id, default));

        var left = Assert.Single((await Questions.AnsweredAsync(host.Workspace, left: true, 0, 10, default)).Rows).Question;
        Assert.Equal((RecordKind.Invoice, Subjects.Theirs(RecordKind.Invoice, "d1")), (left.RecordKind, left.Subject));
    }

    [Fact]
    public async Task OnlyWhatADryRunWouldCreate_CanBeIgnored()
    {
        var real = await rows.ItemAsync(await rows.RunAsync(), Ours, SyncOutcome.Created, one => one.Side = SyncSide.There);
        var updated = await rows.ItemAsync(await rows.RunAsync(run => run.IsDry = true), Ours, SyncOutcome.Updated, one => one.Side = SyncSide.There);

        Assert.False(await Answers.IgnoreAsync(host.Owner, real.Id, default));
        Assert.False(await Answers.IgnoreAsync(host.Owner, updated.Id, default));
        Assert.False(await Answers.IgnoreAsync(host.Owner, Guid.NewGuid(), default));
    }

    [Fact]
    public async Task Lists_ArePagedAndGrouped_AndOnlyOfTheListedAccount()
    {
        foreach (var title in new[] { "C", "A", "B" })
            await rows.ConflictAsync(Guid.NewGuid(), title);
        await AskAsync(SyncQuestionKind.Match);
        await AskAsync(SyncQuestionKind.DeletedHere);

        Assert.Equal(
            [(QuestionGroup.Fields, 3), (QuestionGroup.Matches, 1), (QuestionGroup.Deletions, 1)],
            (await Questions.CountsAsync(host.Workspace, default)).OrderBy(pair => pair.Key).Select(pair => (pair.Key, pair.Value)));
        var page = await Questions.PageAsync(host.Workspace, QuestionGroup.Fields, 1, 1, default);
        Assert.Equal((3, "B"), (page.Total, Assert.Single(page.Rows).Question.Title));

        await host.Database.WriteAsync(host.Workspace, (db, ct) => db.Set<Connection>().ExecuteUpdateAsync(set => set.SetProperty(connection => connection.IsListed, false), ct), default);
        Assert.Equal(0, await Questions.CountAsync(host.Workspace, default));
    }

    private static MatchCandidate Candidate(string id) => new(id, $"Title of {id}", null, MatchReason.Email);

    private Task<SyncQuestion> AskAsync(SyncQuestionKind kind) => kind switch
    {
        SyncQuestionKind.Match => rows.MatchAsync(Ours, "Nordlys", Candidate("r1"), Candidate("r2")),
        SyncQuestionKind.Conflict => rows.ConflictAsync(Ours, "Nordlys"),
        SyncQuestionKind.Emptied => rows.ConflictAsync(Ours, "Nordlys", here: null),
        _ => rows.DeletedAsync(kind, Ours, "Nordlys"),
    };

    private async Task<SyncQuestion> StoredAsync(Guid id)
    {
        await using var db = host.Database.Read(host.Workspace);
        return await db.Set<SyncQuestion>().SingleAsync(question => question.Id == id);
    }

    private Task<DateTimeOffset?> CloseAsync(Guid id) => host.Database.WriteAsync(
        host.Workspace,
        async (db, ct) => (await db.Set<SyncQuestion>().SingleAsync(question => question.Id == id, ct)).ClosedAt = host.Clock.GetUtcNow(),
        default);
}
