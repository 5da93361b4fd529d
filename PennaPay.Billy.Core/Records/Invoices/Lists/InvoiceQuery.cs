using System.Globalization;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Records.Invoices.Lists;

/// <summary>
/// Which invoices to list. <paramref name="Search"/>: every word must be in the number or the customer's name.
/// <paramref name="IsArchived"/>: those that were put aside, and no others; else no such. <paramref name="Lines"/>: they have such lines, and are not in the connection that lists are about as they stand.
/// <paramref name="Among"/>: of these and no others, however many; null for all.
/// </summary>
public sealed record InvoiceQuery(
    string? Search = null,
    InvoiceStatus? Status = null,
    CopyState? CopyState = null,
    InvoiceKind? Kind = null,
    InvoiceSort Sort = InvoiceSort.IssueDate,
    bool Descending = true,
    int Skip = 0,
    int Take = 50,
    LineFilter? Lines = null,
    bool IsArchived = false,
    IReadOnlyCollection<Guid>? Among = null);

/// <summary>Lines that are posted alike, written as an address holds them: <c>vat:ReverseCharge:0:DK:Company</c>, <c>account:4711</c>.</summary>
public abstract record LineFilter
{
    private LineFilter()
    {
    }

    /// <summary>Lines that VAT treats alike, sold to customers that are alike.</summary>
    public sealed record Vat(VatTreatment Treatment, decimal RatePercent, string CountryCode, CustomerKind Customer) : LineFilter
    {
        public override string ToString() =>
            string.Create(CultureInfo.InvariantCulture, $"vat:{Treatment}:{RatePercent:0.####}:{CountryCode}:{Customer}");
    }

    /// <summary>Lines with an account code of their own.</summary>
    public sealed record Account(string Code) : LineFilter
    {
        public override string ToString() => $"account:{Code}";
    }

    /// <summary>Reads what <c>ToString</c> wrote; null for anything else.</summary>
    public static LineFilter? Read(string? text) => text?.Split(':') switch
    {
        ["vat", var treatment, var rate, var country, var customer]
            when Enum.TryParse<VatTreatment>(treatment, out var vat) && Enum.IsDefined(vat)
                && decimal.TryParse(rate, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent)
                && Enum.TryParse<CustomerKind>(customer, out var kind) && Enum.IsDefined(kind) => new Vat(vat, percent, country, kind),
        ["account", _, ..] when text["account:".Length..].Trim() is { Length: > 0 } code => new Account(code),
        _ => null,
    };

    internal IQueryable<Invoice> Fitting(IQueryable<Invoice> invoices)
    {
        var waiting = invoices.Where(invoice => invoice.CopyState != CopyState.Present && invoice.CopyState != CopyState.Sending);
        return this switch
        {
            Vat vat => waiting.Where(invoice => invoice.Customer.CountryCode == vat.CountryCode && invoice.Customer.Kind == vat.Customer
                && invoice.Lines.Any(line => line.Vat == vat.Treatment && line.VatRate == vat.RatePercent)),
            Account account => waiting.Where(invoice => invoice.Lines.Any(line => line.AccountCode != null && line.AccountCode.Trim() == account.Code)),
            _ => waiting,
        };
    }
}
