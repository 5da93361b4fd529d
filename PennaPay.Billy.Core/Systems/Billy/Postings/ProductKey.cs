using System.Globalization;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Systems.Billy.Postings.Books;
using PennaPay.Billy.Core.Systems.Billy.Postings.Choices;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Systems.Billy.Postings;

/// <summary>
/// What one Billy product stands for: an account, and the VAT that customers of one country and type get. The owner's
/// choices are part of it, so that another choice is another product, from the very next line on.
/// </summary>
/// <param name="AccountCode">The code on the line, else the default one; null for Billy's default sales account.</param>
/// <param name="Treatment">How VAT treats the line.</param>
/// <param name="RatePercent">VAT in percent.</param>
/// <param name="Party">Whom Billy's VAT rules depend on.</param>
/// <param name="Chosen">What the owner chose for lines like this.</param>
internal sealed record ProductKey(string? AccountCode, VatTreatment Treatment, decimal RatePercent, VatParty Party, PostingTarget Chosen)
{
    /// <summary>
    /// What a line of an invoice to this customer needs. Its account is, by the first of these that there is: the line's
    /// own, the one chosen for its VAT, the default one.
    /// </summary>
    public static ProductKey Of(InvoiceLine line, Customer customer, string? defaultAccountCode, PostingChoices choices)
    {
        var vat = choices.Of(line.Vat);
        var own = NotBlank(line.AccountCode);
        var code = own ?? (vat.AccountId is null ? NotBlank(defaultAccountCode) : null);
        var account = code is null ? vat.AccountId : choices.Of(code).AccountId;
        return new(code, line.Vat, line.VatRate, VatParty.Of(customer), new(account, vat.RulesetId));
    }

    /// <summary>
    /// The key as links store it. The mark at the treatment leaves behind the links from when the rate alone decided: what they
    /// lead to may be for other sales. Lines with VAT were right.
    /// </summary>
    public override string ToString()
    {
        var mark = Treatment == VatTreatment.Standard ? "" : "!";
        var kind = string.Create(
            CultureInfo.InvariantCulture, $"{AccountCode}|{Treatment}{mark}|{RatePercent:0.####}|{Party.CountryCode}|{Party.Kind}");
        return Chosen == PostingTarget.Open ? kind : $"{kind}|{Chosen.AccountId}|{Chosen.RulesetId}";
    }

    /// <summary>An account code as it counts: without the blanks around it, and null when there is nothing else.</summary>
    internal static string? NotBlank(string? code) => string.IsNullOrWhiteSpace(code) ? null : code.Trim();
}
