using System.Text.RegularExpressions;
using PennaPay.Billy.Core.Systems.Billy.Api;

namespace PennaPay.Billy.Core.Systems.Billy.Postings.Treatments;

/// <summary>
/// What names say of a sale. Billy has no property for it, and names differ from one organisation to the next
/// (docs/billy-api.md 6.1), so Danish and English words are looked for.
/// </summary>
/// <param name="Kind">What kind of sale without VAT; null when nothing says so.</param>
/// <param name="IsServices">Services or goods; null when nothing says so.</param>
internal readonly partial record struct VatWords(SaleKind? Kind, bool? IsServices)
{
    /// <summary>What a rate says.</summary>
    public static VatWords Of(BillyTaxRate rate)
    {
        var named = Of($"{Apart(rate.PredefinedTag)} {rate.Name}");
        return named.Kind is null ? Of($"{Apart(rate.PredefinedTag)} {rate.Name} {rate.Description}") : named;
    }

    /// <summary>What a ruleset says. <c>F</c> is Billy's own abbreviation for sales free of VAT.</summary>
    public static VatWords Of(BillySalesTaxRuleset ruleset)
    {
        var named = Of($"{Apart(ruleset.PredefinedTag)} {ruleset.Name}");
        return named.Kind is null && ruleset.Abbreviation == "F" ? named with { Kind = SaleKind.Exempt } : named;
    }

    /// <summary>What the name of anything says.</summary>
    public static VatWords Of(string? text)
    {
        text ??= "";
        // What is abroad is often called free of VAT, too; and most of what is outside the EU has EU in its name.
        SaleKind? kind =
            Abroad().IsMatch(text) ? SaleKind.Export
            : Union().IsMatch(text) ? SaleKind.Eu
            : Reversed().IsMatch(text) ? SaleKind.ReverseCharge
            : Zero().IsMatch(text) ? SaleKind.ZeroRated
            : Outside().IsMatch(text) ? SaleKind.OutsideScope
            : Free().IsMatch(text) ? SaleKind.Exempt
            : null;
        var (goods, services) = (Goods().IsMatch(text), Services().IsMatch(text));
        return new(kind, goods == services ? null : services);
    }

    // Tags are written as one word: saleEuServices, sale_eu_services.
    private static string? Apart(string? tag) => tag is null ? null : Joints().Replace(tag, " ");

    [GeneratedRegex("_|-|(?<=[a-z])(?=[A-Z])", RegexOptions.CultureInvariant)]
    private static partial Regex Joints();

    [GeneratedRegex(@"eksport|\bexport|udland|uden\s*for\s+EU\b|ikke[\s-]EU\b|outside\s+(the\s+)?EU\b|non[\s-]?EU\b|tredjeland|third\s+countr", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Abroad();

    [GeneratedRegex(@"\bEU\b|intra[\s-]?communit", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Union();

    [GeneratedRegex("omvendt|reverse", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Reversed();

    [GeneratedRegex(@"nul[\s-]?sats|nul[\s-]?moms|\b0[\s-]sats|zero[\s-]?rate", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Zero();

    [GeneratedRegex(@"uden\s*for\s+moms|outside\s+(the\s+)?scope|out\s+of\s+scope", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Outside();

    [GeneratedRegex(@"momsfri|fritag|exempt|vat[\s-]free|tax[\s-]free", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Free();

    [GeneratedRegex(@"vare(r|salg)?\b|\bgoods\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Goods();

    [GeneratedRegex(@"ydelse|tjeneste|\bservices?\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Services();
}
