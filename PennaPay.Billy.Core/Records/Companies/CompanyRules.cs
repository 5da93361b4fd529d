using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Records.Companies;

/// <summary>Why a company cannot be saved: the codes of its <see cref="FieldProblem"/>s; each has a Danish and an English text.</summary>
public static class CompanyProblems
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

/// <summary>What a company must be to be saved.</summary>
public static class CompanyRules
{
    /// <summary>The longest payment terms, in days.</summary>
    public const int MaxTermsDays = 365;

    /// <summary>Every problem, in the order of the form.</summary>
    public static IReadOnlyList<FieldProblem> Check(Company company)
    {
        List<FieldProblem> problems = [];
        if (company.Name is null)
            problems.Add(new(nameof(Company.Name), CompanyProblems.NameMissing));
        CheckLength(nameof(Company.Name), company.Name, CustomerRules.MaxName);
        if (company is { CountryCode: Countries.Denmark, RegistrationNo: { Length: <= CustomerRules.MaxShortText } number } && !Cvr.IsValid(number))
            problems.Add(new(nameof(Company.RegistrationNo), CompanyProblems.CvrInvalid, number));
        CheckLength(nameof(Company.RegistrationNo), company.RegistrationNo, CustomerRules.MaxShortText);
        if (!Countries.IsKnown(company.CountryCode))
            problems.Add(new(nameof(Company.CountryCode), CompanyProblems.CountryUnknown));
        CheckLength(nameof(Company.Street), company.Street, CustomerRules.MaxName);
        CheckLength(nameof(Company.ZipCode), company.ZipCode, CustomerRules.MaxShortText);
        CheckLength(nameof(Company.City), company.City, CustomerRules.MaxName);
        CheckLength(nameof(Company.Email), company.Email, CustomerRules.MaxEmail);
        if (company.Email is { Length: <= CustomerRules.MaxEmail } email && !CustomerRules.IsEmail(email))
            problems.Add(new(nameof(Company.Email), CompanyProblems.EmailInvalid, email));
        if (!Currencies.IsKnown(company.Currency))
            problems.Add(new(nameof(Company.Currency), CompanyProblems.CurrencyUnknown));
        if (company.PaymentTermsDays is not (>= 0 and <= MaxTermsDays))
            problems.Add(new(nameof(Company.PaymentTermsDays), CompanyProblems.TermsInvalid, MaxTermsDays));
        return problems;

        void CheckLength(string field, string? text, int longest)
        {
            if (text?.Length > longest)
                problems.Add(new(field, CompanyProblems.TextTooLong, longest));
        }
    }
}
