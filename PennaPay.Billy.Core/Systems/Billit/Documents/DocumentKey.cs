using PennaPay.Billy.Core.Records.Invoices;

namespace PennaPay.Billy.Core.Systems.Billit.Documents;

/// <summary>What a document is called on both sides: what the shop calls it, so that every installation finds it again.</summary>
internal static class DocumentKey
{
    private const char Divider = '-';

    /// <summary>The origin's name, a dash and the id there; of other signs than letters, digits, dashes and dots there is an underscore. Billit keeps it as <c>ExternalProviderID</c>.</summary>
    public static string Of(Invoice invoice) =>
        $"{invoice.Origin.Name}{Divider}{string.Concat(invoice.OriginId.Select(sign => char.IsAsciiLetterOrDigit(sign) || sign is '-' or '.' ? sign : '_'))}";

    /// <summary>Whether a key may be one that <see cref="Of"/> made of an invoice of one of these origins.</summary>
    public static bool IsKey(string key, IEnumerable<InvoiceOrigin> origins) =>
        origins.Any(origin => key.Length > origin.Name.Length + 1 && key.StartsWith(origin.Name + Divider, StringComparison.Ordinal));

    /// <summary>What a shop calls an order: its id there, which may be preceded by the shop's.</summary>
    public static string OrderNumber(Invoice invoice) => invoice.OriginId[(invoice.OriginId.LastIndexOf(Divider) + 1)..];
}
