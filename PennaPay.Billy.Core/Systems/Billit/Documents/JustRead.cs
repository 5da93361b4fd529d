using PennaPay.Billy.Core.Systems.Billit.Api.Orders;

namespace PennaPay.Billy.Core.Systems.Billit.Documents;

/// <summary>
/// Orders that were read back a moment ago, so that sending one on need not read it once more. It is kept for one worker's way through its
/// queue; people use Billit meanwhile, so what is older than a few seconds counts for nothing.
/// </summary>
internal sealed class JustRead
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(10);
    private const int Most = 100;

    private readonly Dictionary<long, (BillitOrder Order, DateTimeOffset At)> read = [];

    public void Keep(BillitOrder order, DateTimeOffset now)
    {
        if (read.Count >= Most)
            read.Clear();
        read[order.OrderId] = (order, now);
    }

    /// <summary>An order, once; null where it was not read just now.</summary>
    public BillitOrder? Take(long id, DateTimeOffset now) => read.Remove(id, out var known) && now >= known.At && now - known.At < Fresh ? known.Order : null;
}
