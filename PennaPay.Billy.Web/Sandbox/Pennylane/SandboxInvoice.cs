using System.Globalization;
using System.Text.Json.Serialization;

namespace PennaPay.Billy.Web.Sandbox.Pennylane;

/// <summary>An invoice or a credit note, which has negative amounts.</summary>
public sealed record SandboxInvoice : SandboxItem
{
    [JsonInclude] public bool IsCreditNote { get; internal init; }

    [JsonInclude] public bool IsDraft { get; internal init; } = true;

    /// <summary>Empty while it is a draft.</summary>
    [JsonInclude] public string Number { get; internal init; } = "";

    public DateOnly? Date { get; init; }

    public DateOnly? Deadline { get; init; }

    public string Currency { get; init; } = "EUR";

    /// <summary>Euro for one of <see cref="Currency"/>.</summary>
    public decimal ExchangeRate { get; init; } = 1m;

    public long? Customer { get; init; }

    [JsonInclude] public long? CreditedInvoice { get; internal init; }

    public IReadOnlyList<SandboxInvoiceLine> Lines { get; init; } = [];

    public string? Label { get; init; }

    public string? Subject { get; init; }

    public string Language { get; init; } = "fr_FR";

    /// <summary>Null: the sandbox gives it one.</summary>
    public string? ExternalReference { get; init; }

    /// <summary>It was imported, and something is missing on it.</summary>
    [JsonInclude] public bool IsIncomplete { get; internal init; }

    /// <summary>Somebody said that it is paid, without anything of the bank's to show for it.</summary>
    [JsonInclude] public bool IsMarkedPaid { get; internal init; }

    [JsonInclude] public DateTimeOffset? ArchivedAt { get; internal init; }

    /// <summary>What credit notes took back, in euro, with tax.</summary>
    [JsonInclude] public decimal Credited { get; internal init; }

    [JsonInclude] public IReadOnlyList<SandboxMatch> Matches { get; internal init; } = [];

    [JsonInclude] public IReadOnlyList<SandboxPayment> Payments { get; internal init; } = [];

    public decimal CurrencyBeforeTax => Lines.Sum(line => line.CurrencyBeforeTax);

    public decimal CurrencyTax => Lines.Sum(line => line.CurrencyTax);

    public decimal CurrencyAmount => CurrencyBeforeTax + CurrencyTax;

    /// <summary>With tax, in euro.</summary>
    public decimal Amount => SandboxInvoiceLine.Round(CurrencyAmount * ExchangeRate);

    public decimal Tax => SandboxInvoiceLine.Round(CurrencyTax * ExchangeRate);

    /// <summary>What is still to be paid, with tax, in euro; null on drafts and credit notes.</summary>
    public decimal? Remaining =>
        IsDraft || IsCreditNote ? null : IsMarkedPaid ? 0m : Math.Max(0m, Amount - Credited - Matches.Sum(match => match.Amount));

    /// <summary>Without tax: the same share of the amount before tax.</summary>
    public decimal? RemainingWithoutTax =>
        Remaining is not { } left ? null : Amount == 0 ? 0m : SandboxInvoiceLine.Round(left * (Amount - Tax) / Amount);

    public bool IsCancelled => !IsDraft && !IsCreditNote && Credited > 0 && Credited >= Amount;

    public bool IsPaid => !IsCancelled && Remaining == 0m;

    /// <summary>How it stands on a day.</summary>
    public string StatusOn(DateOnly today) => this switch
    {
        { ArchivedAt: not null } => "archived",
        { IsCreditNote: true } => "credit_note",
        { IsDraft: true } => "draft",
        { IsIncomplete: true } => "incomplete",
        { IsCancelled: true } => "cancelled",
        { IsPaid: true } => "paid",
        { Credited: > 0 } => "partially_cancelled",
        { Matches.Count: > 0 } => "partially_paid",
        _ when Deadline < today => "late",
        _ => "upcoming",
    };
}

public sealed record SandboxInvoiceLine : SandboxItem
{
    public string Label { get; init; } = "";

    public string Description { get; init; } = "";

    public string? Unit { get; init; }

    public decimal Quantity { get; init; } = 1m;

    /// <summary>Without tax, in the invoice's currency.</summary>
    public decimal UnitPrice { get; init; }

    /// <summary>A code such as <c>FR_200</c>, 20 per cent, or a word such as <c>exempt</c>.</summary>
    public string VatRate { get; init; } = "FR_200";

    /// <summary>Per cent that are taken off.</summary>
    public decimal Discount { get; init; }

    public long? Product { get; init; }

    public decimal CurrencyBeforeTax => Round(Quantity * UnitPrice * (100m - Discount) / 100m);

    public decimal CurrencyTax => Round(CurrencyBeforeTax * Rate);

    private decimal Rate =>
        VatRate.Split('_') is [{ Length: 2 }, var thousandths, ..] && int.TryParse(thousandths, CultureInfo.InvariantCulture, out var rate) ? rate / 1000m : 0m;

    internal static decimal Round(decimal amount) => Math.Round(amount, 2, MidpointRounding.AwayFromZero);
}

/// <summary>An order to pay: a direct debit, a card; not a line of the bank's.</summary>
public sealed record SandboxPayment : SandboxItem
{
    public string Label { get; init; } = "";

    public decimal CurrencyAmount { get; init; }

    public string? Currency { get; init; } = "EUR";

    /// <summary>Such as <c>initiated</c>, <c>confirmed</c>, <c>paid_out</c> or <c>failed</c>.</summary>
    public string Status { get; init; } = "initiated";
}
