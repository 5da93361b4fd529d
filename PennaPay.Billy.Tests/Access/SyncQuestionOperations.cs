using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Sync;
using PennaPay.Billy.Core.Sync.Questions;
using PennaPay.Billy.Core.Sync.Runs;
using PennaPay.Billy.Tests.Push;
using PennaPay.Billy.Tests.Support;

namespace PennaPay.Billy.Tests.Access;

/// <summary>The operations that answer what runs ask.</summary>
internal static class SyncQuestionOperations
{
    public static IEnumerable<Operation> All =>
    [
        new("SyncAnswers.AnswerAsync", "answer", Permission.ManageMappings, async (host, _) =>
        {
            var question = await (await RowsAsync(host)).ConflictAsync(Guid.NewGuid(), "Nordlys ApS");
            return async actor =>
            {
                Assert.IsType<AnswerResult.Stored>(await host.Get<SyncAnswers>().AnswerAsync(actor, question.Id, SyncAnswer.UseHere, null, default));
                return [new("sync.answered", nameof(SyncQuestion), question.Id)];
            };
        }),
        new("SyncAnswers.AnswerAllAsync", "answer all", Permission.ManageMappings, async (host, _) =>
        {
            await (await RowsAsync(host)).ConflictAsync(Guid.NewGuid(), "Nordlys ApS");
            return async actor =>
            {
                Assert.Equal(1, await host.Get<SyncAnswers>().AnswerAllAsync(actor, SyncQuestionKind.Conflict, SyncAnswer.KeepApart, default));
                return [new("sync.answered", nameof(SyncQuestionKind.Conflict), null, 1)];
            };
        }),
        new("SyncAnswers.TakeBackAsync", "take back", Permission.ManageMappings, async (host, owner) =>
        {
            var question = await (await RowsAsync(host)).ConflictAsync(Guid.NewGuid(), "Nordlys ApS");
            Assert.IsType<AnswerResult.Stored>(await host.Get<SyncAnswers>().AnswerAsync(owner, question.Id, SyncAnswer.UseHere, null, default));
            return async actor =>
            {
                Assert.True(await host.Get<SyncAnswers>().TakeBackAsync(actor, question.Id, default));
                return [new("sync.answer_taken_back", nameof(SyncQuestion), question.Id)];
            };
        }),
        new("SyncAnswers.IgnoreAsync", "ignore", Permission.ManageMappings, async (host, _) =>
        {
            var rows = await RowsAsync(host);
            var item = await rows.ItemAsync(await rows.RunAsync(run => run.IsDry = true), Guid.NewGuid(), SyncOutcome.Created, item => item.Side = SyncSide.There);
            return async actor =>
            {
                Assert.True(await host.Get<SyncAnswers>().IgnoreAsync(actor, item.Id, default));
                var left = Assert.Single((await host.Get<SyncQuestions>().AnsweredAsync(host.Workspace, true, 0, 10, default)).Rows);
                return [new("sync.answered", nameof(SyncQuestion), left.Question.Id)];
            };
        }),
    ];

    private static async Task<SyncRows> RowsAsync(PushHost host)
    {
        await host.ConnectAsync(host.Token);
        return new(host.Database, host.Workspace, host.Queue.Connection, host.Clock);
    }
}
