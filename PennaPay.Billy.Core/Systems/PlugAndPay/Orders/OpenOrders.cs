using PennaPay.Billy.Core.Sync.Sources;
using PennaPay.Billy.Core.Systems.PlugAndPay.Api;

namespace PennaPay.Billy.Core.Systems.PlugAndPay.Orders;

/// <summary>
/// Looks at what is open here: what is in the list of open orders still is, and each of the others is asked for by itself, because a list that changes while it is
/// read proves nothing. The checkpoint is the ids of those that are left.
/// </summary>
internal sealed class OpenOrders(PlugAndPayReader reader)
{
    private const int OneByOne = 20;
    private const int All = int.MaxValue;

    private static readonly OrderFilter Open = new()
    {
        AreFinal = true, AreLive = true, PaymentStatuses = [PaymentStatuses.Open, PaymentStatuses.Processing, PaymentStatuses.Reversed], Sort = OrderSort.InvoiceDate,
    };

    public async Task<SourceStep> ReadAsync(SourceRead read, CancellationToken cancellationToken)
    {
        var left = read.Checkpoint is { } stored ? [.. stored.Split(',')] : await MissingAsync(read, cancellationToken);
        if (left is null)
            return new() { IsUnasked = true };
        List<PlugAndPayOrder> found = [];
        List<string> gone = [];
        foreach (var id in left.Take(OneByOne))
        {
            if (await reader.FindOrderAsync(read.Opened.Access, PlugAndPayIds.Of(id), cancellationToken) is { } order)
                found.Add(order);
            else
                gone.Add(id);
        }

        var step = await OrderSteps.BringAsync(read.Opened, read.Known, found, cancellationToken);
        return step with
        {
            Done = Math.Min(left.Count, OneByOne),
            Total = read.Checkpoint is null ? left.Count : null,
            Next = left.Count > OneByOne ? string.Join(',', left.Skip(OneByOne)) : null,
            InvoicesGone = [.. step.InvoicesGone, .. gone],
        };
    }

    /// <returns>Null where nothing is open here, so that there was nothing to ask.</returns>
    private async Task<List<string>?> MissingAsync(SourceRead read, CancellationToken cancellationToken)
    {
        var here = await read.Known.InvoicesAsync(open: true, null, All, cancellationToken);
        if (here.Count == 0)
            return null;
        HashSet<string> there = new(StringComparer.Ordinal);
        await foreach (var page in reader.ListOrdersAsync(read.Opened.Access, Open, cancellationToken))
            there.UnionWith(page.Select(order => PlugAndPayIds.Text(order.Id)));
        return [.. here.Where(id => !there.Contains(id))];
    }
}
