namespace PennaPay.Billy.Core.Records.Companies;

/// <summary>Why a company cannot be saved: the codes of its <see cref="FieldProblem"/>s; each has a Danish and an English text.</summary>
internal static class CompanyProblems
{
    /// <summary>The name is blank.</summary>
    public const string NameMissing = "company_name_missing";

    /// <summary>A text is longer than it can be; argument: the longest length.</summary>
    public const string TextTooLong = "company_text_too_long";

    /// <summary>The number of a Danish company is no CVR number; argument: what was given.</summary>
    public const string CvrInvalid = "company_cvr_invalid";

    /// <summary>The country is no ISO 3166 code.</summary>
    public const string CountryUnknown = "company_country_unknown";

    /// <summary>The e-mail address cannot be one; argument: what was given.</summary>
    public const string EmailInvalid = "company_email_invalid";

    /// <summary>The currency is no ISO 4217 code.</summary>
    public const string CurrencyUnknown = "company_currency_unknown";

    /// <summary>The terms are missing, negative or too long; argument: the most days.</summary>
    public const string TermsInvalid = "company_terms_invalid";
}
