using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Web.Sandbox.PlugAndPay;

namespace PennaPay.Billy.Tests.Systems.ShopOrders;

/// <summary>What must hold whatever died, was lost or lied on the way.</summary>
internal static class OrderInvariants
{
    /// <param name="host">What was lived in.</param>
    /// <param name="context">What a failure says of it.</param>
    /// <param name="asked">How often a person had an order's document sent; those that are not in it, never.</param>
    public static async Task VerifyAsync(OrdersHost host, string context, IReadOnlyDictionary<long, int>? asked = null)
    {
        var history = await host.Product.HistoryAsync();
        var entries = await host.EntriesAsync();
        foreach (var entry in entries)
        {
            Assert.True(entry.State.HasEnded() || entry.Failure is not null, $"{context}: a push rests as {entry.State} without a reason.");
            var last = history.Where(row => row.PushId == entry.Id).MaxBy(row => row.Id);
            Assert.True(last?.State == entry.State, $"{context}: history ends {last?.State}, the ledger says {entry.State}.");
        }

        foreach (var order in host.Shop.Orders)
        {
            var (documents, what) = (host.Documents(order.Id), $"{context}: order {order.Id}");
            Assert.True(documents.Count <= 1, $"{what} has {documents.Count} documents.");
            Assert.True(host.Told(order.Id) <= 1, $"{what} was told as paid {host.Told(order.Id)} times.");
            if (await host.InvoiceAsync(order.Id) is not var (invoice, sourced))
            {
                Assert.True(documents.Count == 0, $"{what} has a document of nothing.");
                continue;
            }

            if (documents is not [var document])
                continue;
            var own = entries.Where(entry => entry.InvoiceId == invoice.Id && entry.Purpose == PushPurpose.Document).ToList();
            Assert.True(document.Totals.Incl == own[^1].Gross || own.Exists(entry => entry.State == PushState.NeedsAttention), $"{what} came to {document.Totals.Incl} and not {own[^1].Gross}.");
            var went = document.Messages.Count(message => message.Success);
            var may = sourced.IsNew ? 1 + (asked?.GetValueOrDefault(order.Id) ?? 0) : 0;
            Assert.True(went <= may, $"{what} was sent {went} times, and {may} were asked for.");
            if (!sourced.IsNew)
                Assert.True(document.IsSent, $"{what} was only brought over, and Billit may send it.");
        }

        Assert.All(host.Shop.Orders.Where(order => order.PaymentStatus is OrderPayments.CreditInvoice), order => Assert.Equal(0, host.Told(order.Id)));
        var parties = host.Company.Parties.Select(party => party.ExternalProviderID).Where(id => id is not null).ToList();
        Assert.True(parties.Count == parties.Distinct().Count(), $"{context}: two parties of one customer.");
        var (posts, announced) = (Posts(host, "/v1/orders"), history.Count(row => row.State == PushState.Sending && row.Purpose == PushPurpose.Document));
        Assert.True(posts <= announced, $"{context}: {posts} orders were posted, and {announced} written ahead.");
        (posts, announced) = (Posts(host, "/v1/orders/commands/send"), history.Count(row => row.State == PushState.Sending && row.Purpose == PushPurpose.Transmission));
        Assert.True(posts <= announced, $"{context}: {posts} were sent on, and {announced} written ahead.");
    }

    private static int Posts(OrdersHost host, string path) => host.Billit.Requests().Count(request => request.Method == "POST" && request.Path.Split('?')[0] == path);
}
