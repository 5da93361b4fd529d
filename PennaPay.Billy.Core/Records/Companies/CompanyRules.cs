using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Records.Companies;

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
