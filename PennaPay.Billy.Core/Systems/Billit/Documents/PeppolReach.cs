using System.Collections.Concurrent;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Systems.Billit.Api;
using PennaPay.Billy.Core.Systems.Billit.Debtors;

namespace PennaPay.Billy.Core.Systems.Billit.Documents;

/// <summary>Whether a party takes a document over Peppol, as its register says; kept for a day, because companies seldom join or leave.</summary>
internal sealed class PeppolReach(BillitReader billit, TimeProvider time)
{
    private const int MostKept = 50_000;

    private static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    private readonly ConcurrentDictionary<(Uri Where, string Identifier), (BillitParticipant Participant, DateTimeOffset At)> known = new();

    /// <param name="access">Who asks.</param>
    /// <param name="party">Who is to get it.</param>
    /// <param name="kind">What.</param>
    /// <param name="anew">Whether what is kept says too little: a person wants it tried once more.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<bool> TakesAsync(ApiAccess access, KnownParty party, InvoiceKind kind, bool anew, CancellationToken cancellationToken)
    {
        foreach (var identifier in party.PeppolIds)
        {
            var participant = await OfAsync(access, identifier, anew, cancellationToken);
            if (kind == InvoiceKind.CreditNote ? participant.TakesCreditNotes : participant.TakesInvoices)
                return true;
        }

        return false;
    }

    private async Task<BillitParticipant> OfAsync(ApiAccess access, string identifier, bool anew, CancellationToken cancellationToken)
    {
        var (key, now) = ((access.BaseAddress, identifier), time.GetUtcNow());
        if (!anew && known.TryGetValue(key, out var kept) && now - kept.At < Kept && now >= kept.At)
            return kept.Participant;
        var participant = await billit.GetParticipantAsync(access, identifier, cancellationToken);
        if (known.Count >= MostKept)
            known.Clear();
        known[key] = (participant, now);
        return participant;
    }
}
