namespace PennaPay.Billy.Core.Records.Invoices;

/// <summary>Why an invoice cannot be saved: the codes of its <see cref="FieldProblem"/>s; each has a Danish and an English text.</summary>
public static class InvoiceProblems
{
    /// <summary>There is no number.</summary>
    public const string NumberMissing = "number_missing";

    /// <summary>Another invoice of the same kind has the number; argument: the number.</summary>
    public const string NumberTaken = "number_taken";

    /// <summary>No customer is chosen, or it is gone.</summary>
    public const string CustomerMissing = "customer_missing";

    /// <summary>There is not one line.</summary>
    public const string LinesMissing = "lines_missing";

    /// <summary>There are too many lines; argument: the most there can be.</summary>
    public const string TooManyLines = "too_many_lines";

    /// <summary>There is no issue date.</summary>
    public const string IssueDateMissing = "issue_date_missing";

    /// <summary>A date is before 2000 or after 2099.</summary>
    public const string DateOutOfRange = "date_out_of_range";

    /// <summary>It is due before it is issued.</summary>
    public const string DueBeforeIssue = "due_before_issue";

    /// <summary>The currency is not in ISO 4217; argument: what was given.</summary>
    public const string CurrencyUnknown = "currency_unknown";

    /// <summary>A line does not say what was sold.</summary>
    public const string DescriptionMissing = "description_missing";

    /// <summary>A text is longer than it can be; argument: the longest length.</summary>
    public const string TextTooLong = "text_too_long";

    /// <summary>The quantity is missing or zero.</summary>
    public const string QuantityZero = "quantity_zero";

    /// <summary>A number is too large or has too many decimals.</summary>
    public const string NumberTooLarge = "number_too_large";

    /// <summary>A discount is below zero, or above 100 %.</summary>
    public const string DiscountOutOfRange = "discount_out_of_range";

    /// <summary>A line has a discount in percent and one as an amount.</summary>
    public const string DiscountTwice = "discount_twice";

    /// <summary>The VAT rate is not between 0 and 100 %.</summary>
    public const string VatRateOutOfRange = "vat_rate_out_of_range";

    /// <summary>A line without VAT has a rate.</summary>
    public const string VatRateNotZero = "vat_rate_not_zero";

    /// <summary>A line with VAT has the rate zero.</summary>
    public const string VatRateZero = "vat_rate_zero";

    /// <summary>The total is below zero: it should be a credit note (or, for a credit note, an invoice).</summary>
    public const string TotalNegative = "total_negative";

    /// <summary>The total is too large; argument: the largest.</summary>
    public const string TotalTooLarge = "total_too_large";

    /// <summary>The credited invoice is not known here.</summary>
    public const string CreditedInvoiceUnknown = "credited_invoice_unknown";
}
