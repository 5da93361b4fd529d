using PennaPay.Billy.Core.Push;

namespace PennaPay.Billy.Tests.Push.Crash;

/// <summary>What must hold whatever died, hung or lied on the way.</summary>
internal static class PushInvariants
{
    public static async Task VerifyAsync(PushHost host, string context, bool peopleWorkInBilly = false)
    {
        var drafts = host.Billy.Invoices(host.Token);
        var pushes = await host.EntriesAsync();
        var history = await host.HistoryAsync();

        var keys = drafts.Select(d => d.GetProperty("externalId").GetString()).ToList();
        Assert.True(keys.Count == keys.Distinct().Count(), $"{context}: two drafts carry one key.");
        Assert.All(drafts, d => Assert.True(d.GetProperty("sentState").GetString() == "unsent", $"{context}: a draft was sent."));

        foreach (var push in pushes)
        {
            Assert.True(
                push.State.HasEnded() || push.Failure is not null,
                $"{context}: push {push.Id} rests as {push.State} without a reason.");
            if (push.State == PushState.Succeeded && push.RemoteId == (await host.InvoiceAsync(push.InvoiceId)).RemoteId)
            {
                var draft = drafts.SingleOrDefault(d => d.GetProperty("id").GetString() == push.RemoteId);
                if (draft.ValueKind == default && peopleWorkInBilly)
                    continue;
                Assert.True(draft.ValueKind != default, $"{context}: {push.Id} succeeded, but its draft is not there.");
                Assert.Equal(push.Gross, draft.GetProperty("grossAmount").GetDecimal());
                Assert.Equal(push.PartyId, draft.GetProperty("contactId").GetString());
            }

            var last = history.Where(h => h.PushId == push.Id).MaxBy(h => h.Id);
            Assert.True(last is not null && last.State == push.State, $"{context}: history ends {last?.State}, the ledger says {push.State}.");
        }

        var posts = host.Billy.Requests().Count(r => r.Method == "POST" && r.Path.StartsWith("/invoices", StringComparison.Ordinal));
        var announced = history.Count(h => h.State == PushState.Sending);
        Assert.True(posts <= announced, $"{context}: {posts} requests, but only {announced} were written ahead.");
    }
}
