using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PennaPay.Billy.Core.Systems.Billy.Api;

namespace PennaPay.Billy.Core.Systems.Billy.Drafts;

/// <summary>
/// What a person could change on a draft in Billy, hashed. Equal fingerprints mean that nobody has touched it. What Billy
/// computes or rotates by itself (line description, balance, download address) is left out.
/// </summary>
internal static class DraftFingerprint
{
    public static string Of(BillyInvoice draft)
    {
        var text = new StringBuilder();
        Add(draft.ContactId, draft.Type, Day(draft.EntryDate), Day(draft.DueDate), draft.CurrencyId, draft.TaxMode,
            draft.OrderNo, draft.ContactMessage, Number(draft.Amount), Number(draft.Tax));
        foreach (var line in draft.Lines)
        {
            Add(line.ProductId, line.Description, Number(line.Quantity), Number(line.UnitPrice), line.DiscountMode,
                Number(line.DiscountValue));
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));

        void Add(params ReadOnlySpan<string?> parts)
        {
            foreach (var part in parts)
                text.Append(part).Append('\u001f');
            text.Append('\n');
        }
    }

    private static string? Day(DateOnly? day) => day?.ToString("O", CultureInfo.InvariantCulture);

    // G29 drops trailing zeros: Billy answers 300 where 300.00 was sent.
    private static string? Number(decimal? number) => number?.ToString("G29", CultureInfo.InvariantCulture);
}
