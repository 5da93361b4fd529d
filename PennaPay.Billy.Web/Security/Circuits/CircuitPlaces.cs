namespace PennaPay.Billy.Web.Security.Circuits;

/// <summary>
/// Counts what is open by session, user and address. One more than each limit is let in, because a page that is loaded anew
/// is asked for before the old one is gone.
/// </summary>
/// <param name="limits">The limits.</param>
/// <param name="factor">How many times the limits may be open.</param>
internal class CircuitPlaces(CircuitLimits limits, int factor = 1)
{
    private readonly Lock gate = new();
    private readonly Dictionary<(CircuitLimit, string), int> taken = [];

    /// <summary>The limit that leaves no room for one more; null when there is room.</summary>
    public CircuitLimit? Reached(CircuitVisitor visitor)
    {
        lock (gate)
            return ReachedBy(visitor);
    }

    /// <summary>Takes a place, to be given back by disposing it; null when there is none.</summary>
    public Place? Take(CircuitVisitor visitor)
    {
        lock (gate)
        {
            if (ReachedBy(visitor) is not null)
                return null;
            foreach (var one in visitor.Known)
                taken[one] = taken.GetValueOrDefault(one) + 1;
        }

        return new Place(this, visitor);
    }

    private CircuitLimit? ReachedBy(CircuitVisitor visitor)
    {
        foreach (var one in visitor.Known)
        {
            if (taken.GetValueOrDefault(one) > limits.Of(one.Limit) * factor)
                return one.Limit;
        }

        return null;
    }

    private void GiveBack(CircuitVisitor visitor)
    {
        lock (gate)
        {
            foreach (var one in visitor.Known)
            {
                if (--taken[one] == 0)
                    taken.Remove(one);
            }
        }
    }

    internal sealed class Place(CircuitPlaces places, CircuitVisitor visitor) : IDisposable
    {
        private int isGivenBack;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref isGivenBack, 1) == 0)
                places.GiveBack(visitor);
        }
    }
}

/// <summary>
/// Counts connections, of which a page may have two for a while: one that broke and is not given up yet, and the next.
/// </summary>
internal sealed class ConnectionPlaces(CircuitLimits limits) : CircuitPlaces(limits, factor: 2);
