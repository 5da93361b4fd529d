using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Sync.Invoices;
using PennaPay.Billy.Core.Systems.Billy.Api;
using PennaPay.Billy.Core.Systems.Billy.Api.Wire;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Systems.Billy.Sync;

/// <summary>What a payment of Billy's settles of invoices. Pure.</summary>
internal static class SettledInvoices
{
    private const string OfInvoice = "invoice:";

    /// <summary>A payment for each of its invoices and credit notes; bills are left out, and what was taken back.</summary>
    /// <exception cref="ApiException">It does not say what it settles, or by how much.</exception>
    public static IEnumerable<RemotePayment> Of(BillyBankPayment payment)
    {
        // Payments without them are told with none. Taken for that, all that was paid would be taken back here.
        var settled = payment.Associations ?? throw Unreadable("A payment does not say what it settles.");
        return settled.OfType<BillySettlement>()
            .Where(part => part.IsVoided != true && part.SubjectReference?.StartsWith(OfInvoice, StringComparison.Ordinal) == true)
            .Select(part => Read(part, payment.EntryDate))
            .Where(part => part.Amount != 0);
    }

    private static RemotePayment Read(BillySettlement part, DateOnly? entryDate)
    {
        if (part is { Id: { Length: <= InvoiceOrigin.MaxIdLength } id, Amount: >= -Money.Largest and <= Money.Largest and var amount }
            && entryDate is { } day
            && BillyId.IsOne(id)
            && BillyId.IsOne(part.SubjectReference![OfInvoice.Length..]))
            return new(id, part.SubjectReference[OfInvoice.Length..], day, Money.Round(Math.Abs(amount)));
        throw Unreadable("A payment of an invoice cannot be read.");
    }

    private static ApiException Unreadable(string why) => new(ApiFailure.Unreadable, why) { MayHaveBeenProcessed = false };
}
