using System.Net.Mail;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Records.Customers;

/// <summary>What a customer must be to be saved by hand. Imports take what they are given and check only lengths.</summary>
public static class CustomerRules
{
    /// <summary>Longest name, street or town.</summary>
    public const int MaxName = 200;

    /// <summary>Longest number, postal code or telephone number.</summary>
    public const int MaxShortText = 50;

    /// <summary>Longest e-mail address, by RFC 5321.</summary>
    public const int MaxEmail = 254;

    /// <summary>The most contact persons of one customer.</summary>
    public const int MaxPersons = 50;

    /// <summary>Every problem, in the order of the form.</summary>
    public static IReadOnlyList<FieldProblem> Check(Customer customer)
    {
        List<FieldProblem> problems = [.. CheckImported(customer)];
        if (customer is { CountryCode: Countries.Denmark, Kind: CustomerKind.Company, RegistrationNo: { } number }
            && !Cvr.IsValid(number))
            problems.Add(new(nameof(Customer.RegistrationNo), CustomerProblems.CvrInvalid, number));
        if (customer.Ean is { } ean && !IsGln(ean))
            problems.Add(new(nameof(Customer.Ean), CustomerProblems.EanInvalid, ean));
        if (customer.Email is { } email && !IsEmail(email))
            problems.Add(new(nameof(Customer.Email), CustomerProblems.EmailInvalid, email));
        if (customer.Persons.Count > MaxPersons)
            problems.Add(new(nameof(Customer.Persons), CustomerProblems.TooManyPersons, MaxPersons));
        for (var i = 0; i < customer.Persons.Count; i++)
        {
            var person = customer.Persons[i];
            if (string.IsNullOrWhiteSpace(person.Name))
                problems.Add(new($"Persons[{i}].Name", CustomerProblems.PersonNameMissing));
            if (person.Email is { } address && !IsEmail(address))
                problems.Add(new($"Persons[{i}].Email", CustomerProblems.EmailInvalid, address));
        }
        return problems;
    }

    /// <summary>What not even an import may break.</summary>
    public static IReadOnlyList<FieldProblem> CheckImported(Customer customer)
    {
        List<FieldProblem> problems = [];
        if (string.IsNullOrWhiteSpace(customer.Name))
            problems.Add(new(nameof(Customer.Name), CustomerProblems.NameMissing));
        if (!Countries.IsKnown(customer.CountryCode))
            problems.Add(new(nameof(Customer.CountryCode), CustomerProblems.CountryUnknown, customer.CountryCode));
        CheckLength(nameof(Customer.Name), customer.Name, MaxName);
        CheckLength(nameof(Customer.RegistrationNo), customer.RegistrationNo, MaxShortText);
        CheckLength(nameof(Customer.Street), customer.Street, MaxName);
        CheckLength(nameof(Customer.ZipCode), customer.ZipCode, MaxShortText);
        CheckLength(nameof(Customer.City), customer.City, MaxName);
        CheckLength(nameof(Customer.Phone), customer.Phone, MaxShortText);
        CheckLength(nameof(Customer.Email), customer.Email, MaxEmail);
        CheckLength(nameof(Customer.CustomerNo), customer.CustomerNo, MaxShortText);
        CheckLength(nameof(Customer.Ean), customer.Ean, MaxShortText);
        for (var i = 0; i < customer.Persons.Count; i++)
        {
            CheckLength($"Persons[{i}].Name", customer.Persons[i].Name, MaxName);
            CheckLength($"Persons[{i}].Email", customer.Persons[i].Email, MaxEmail);
            CheckLength($"Persons[{i}].Phone", customer.Persons[i].Phone, MaxShortText);
        }
        return problems;

        void CheckLength(string field, string? text, int longest)
        {
            if (text?.Length > longest)
                problems.Add(new(field, CustomerProblems.TextTooLong, longest));
        }
    }

    internal static bool IsEmail(string text) =>
        MailAddress.TryCreate(text, out var address) && address.Address == text && address.Host.Contains('.');

    /// <summary>GS1's check digit: from the right, weights 1 and 3 in turn add up to a multiple of ten.</summary>
    private static bool IsGln(string text) =>
        text.Length == 13
        && text.All(char.IsAsciiDigit)
        && text.Select((digit, i) => (digit - '0') * (i % 2 == 0 ? 1 : 3)).Sum() % 10 == 0;
}
