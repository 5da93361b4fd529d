using System.Collections.Concurrent;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Systems.Billit.Api;

namespace PennaPay.Billy.Core.Systems.Billit.Debtors;

/// <summary>
/// The customers of each company that is in use, in memory: Billit can be asked for parties by neither e-mail nor an id of ours. The first
/// look reads all of them, later ones what has changed.
/// </summary>
public sealed class PartyIndexes(BillitReader billit, TimeProvider time)
{
    private const int MostCompanies = 20;
    private const int MostParties = 200_000;

    // Billit's days begin earlier than ours, and its clock is another.
    private const int DaysBefore = 2;

    private static readonly TimeSpan Recent = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Whole = TimeSpan.FromHours(24);

    // Where thousands of customers are made in a day, each of them would have all the others read anew.
    private static readonly TimeSpan HoldsForPage = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<Guid, Slot> slots = new();

    /// <summary>As they were read some minutes ago at most.</summary>
    internal Task<PartyIndex> RecentAsync(OpenedConnection opened, CancellationToken cancellationToken) => OfAsync(opened, _ => Recent, cancellationToken);

    /// <summary>As they are now.</summary>
    internal Task<PartyIndex> FreshAsync(OpenedConnection opened, CancellationToken cancellationToken) => OfAsync(opened, _ => TimeSpan.Zero, cancellationToken);

    /// <summary>
    /// As they are now, where that is one page; else as they were a moment ago, the longer the more there was to read. What <see cref="NoteAsync"/> was
    /// told of is among them in any case.
    /// </summary>
    internal Task<PartyIndex> LatestAsync(OpenedConnection opened, CancellationToken cancellationToken) =>
        OfAsync(opened, known => known.Pages > 1 ? known.Pages * HoldsForPage : TimeSpan.Zero, cancellationToken);

    /// <summary>Says that this program has made a customer.</summary>
    internal async Task NoteAsync(Guid connection, BillitParty made)
    {
        if (!slots.TryGetValue(connection, out var slot))
            return;
        await slot.Turn.WaitAsync(CancellationToken.None);
        try
        {
            if (slot.Index is not { } known)
                return;
            var index = new PartyIndex { ReadAt = known.ReadAt, WholeAt = known.WholeAt, Pages = known.Pages };
            index.Take(known);
            index.Add([made]);
            slot.Index = index;
        }
        finally
        {
            slot.Turn.Release();
        }
    }

    /// <summary>Has all of a company's customers read anew, after it has shown that one of them is gone.</summary>
    internal void Forget(Guid connection) => slots.TryRemove(connection, out _);

    private async Task<PartyIndex> OfAsync(OpenedConnection opened, Func<PartyIndex, TimeSpan> age, CancellationToken cancellationToken)
    {
        var slot = slots.GetOrAdd(opened.Connection.Id, _ => new());
        Bound(opened.Connection.Id);
        await slot.Turn.WaitAsync(cancellationToken);
        try
        {
            var now = time.GetUtcNow();
            slot.UsedAt = now;
            if (slot.Index is { } known && now - known.ReadAt < age(known) && now >= known.ReadAt)
                return known;
            return slot.Index = await ReadAsync(opened.Access, slot.Index, now, cancellationToken);
        }
        finally
        {
            slot.Turn.Release();
        }
    }

    private async Task<PartyIndex> ReadAsync(ApiAccess access, PartyIndex? known, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var isWhole = known is null || now - known.WholeAt >= Whole || now < known.ReadAt;
        // What is shown to others is never changed, so that nobody reads while it is written.
        var index = new PartyIndex { ReadAt = now, WholeAt = isWhole ? now : known!.WholeAt };
        if (!isWhole)
            index.Take(known!);
        var filter = new PartyFilter { AreCustomers = true, ModifiedSince = isWhole ? null : DateOnly.FromDateTime(known!.ReadAt.UtcDateTime).AddDays(-DaysBefore) };
        await foreach (var page in billit.ListPartiesAsync(access, filter, cancellationToken))
        {
            index.Pages++;
            index.Add(page.Where(party => party.PartyType is null || party.PartyType.Equals("Customer", StringComparison.OrdinalIgnoreCase)));
            if (index.All.Count > MostParties)
                throw new ApiException(ApiFailure.TooMuch, $"{access.Profile.Name} has more than {MostParties} customers.") { MayHaveBeenProcessed = false };
        }

        return index;
    }

    private void Bound(Guid used)
    {
        while (slots.Count > MostCompanies && slots.Where(slot => slot.Key != used).OrderBy(slot => slot.Value.UsedAt).FirstOrDefault() is { Value: not null } oldest)
            slots.TryRemove(oldest);
    }

    private sealed class Slot
    {
        public SemaphoreSlim Turn { get; } = new(1);

        public PartyIndex? Index { get; set; }

        public DateTimeOffset UsedAt { get; set; }
    }
}
