using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Records.Companies;

/// <summary>The company whose workspace it is, as its form holds it: everything may be missing or wrong.</summary>
public sealed class Company
{
    public string? Name { get; set; }

    /// <summary>The CVR number or, abroad, the number of the company's own country.</summary>
    public string? RegistrationNo { get; set; }

    public string? Street { get; set; }

    public string? ZipCode { get; set; }

    public string? City { get; set; }

    /// <summary>ISO 3166 code of two letters.</summary>
    public string CountryCode { get; set; } = Countries.Denmark;

    public string? Email { get; set; }

    /// <summary>ISO 4217 code that new invoices begin with.</summary>
    public string Currency { get; set; } = Currencies.DanishKrone;

    /// <summary>Days from a new invoice's date to its due date.</summary>
    public int? PaymentTermsDays { get; set; } = DueDates.DefaultDays;

    /// <summary>
    /// Whether both numbers are known and belong to different companies, so that invoices would end in somebody else's books.
    /// </summary>
    public static bool IsAnother(string? registrationNo, string? organizationNo) =>
        RegistrationNumber.Normalise(registrationNo, Countries.Denmark) is { } own
        && RegistrationNumber.Normalise(organizationNo, Countries.Denmark) is { } other
        && own != other;

    internal static Company Of(Workspace workspace) => new()
    {
        Name = workspace.Name,
        RegistrationNo = workspace.RegistrationNo,
        Street = workspace.Street,
        ZipCode = workspace.ZipCode,
        City = workspace.City,
        CountryCode = workspace.CountryCode ?? Countries.Denmark,
        Email = workspace.Email,
        Currency = workspace.InvoiceCurrency ?? Currencies.DanishKrone,
        PaymentTermsDays = workspace.PaymentTermsDays ?? DueDates.DefaultDays,
    };

    /// <summary>The form's values without the characters that nobody sees, and numbers in their one form.</summary>
    internal Company Tidied()
    {
        var country = InputText.Line(CountryCode)?.ToUpperInvariant() ?? "";
        return new()
        {
            Name = InputText.Line(Name),
            RegistrationNo = RegistrationNumber.Normalise(InputText.Line(RegistrationNo), country),
            Street = InputText.Line(Street),
            ZipCode = InputText.Line(ZipCode),
            City = InputText.Line(City),
            CountryCode = country,
            Email = InputText.Line(Email),
            Currency = InputText.Line(Currency)?.ToUpperInvariant() ?? "",
            PaymentTermsDays = PaymentTermsDays,
        };
    }

    internal void CopyTo(Workspace workspace)
    {
        workspace.Name = Name!;
        workspace.RegistrationNo = RegistrationNo;
        (workspace.Street, workspace.ZipCode, workspace.City, workspace.CountryCode) = (Street, ZipCode, City, CountryCode);
        workspace.Email = Email;
        (workspace.InvoiceCurrency, workspace.PaymentTermsDays) = (Currency, PaymentTermsDays);
    }
}
