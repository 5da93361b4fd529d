using System.Xml.Linq;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Records.Invoices.Import.Ubl;

/// <summary>Reads the customer of a UBL document.</summary>
internal static class UblParty
{
    /// <summary>Code lists of ISO 6523: GLN and the Danish CVR number.</summary>
    private const string Gln = "0088", Cvr = "0184";

    public static Customer Customer(XElement root, ImportErrors errors)
    {
        var customer = new Customer { Id = Guid.CreateVersion7() };
        if (root.Element(UblNames.Cac + "AccountingCustomerParty")?.Element(UblNames.Cac + "Party") is not { } party)
        {
            errors.Add(UblFile.Line(root), "AccountingCustomerParty", ImportProblems.ElementMissing);
            return customer;
        }

        var legal = party.Element(UblNames.Cac + "PartyLegalEntity");
        customer.Name = Text(legal, "RegistrationName") ?? Text(party.Element(UblNames.Cac + "PartyName"), "Name") ?? "";
        if (customer.Name.Length == 0)
            errors.Add(UblFile.Line(party), "RegistrationName", ImportProblems.ElementMissing);
        Address(customer, party, errors);
        Numbers(customer, party, legal);
        Contact(customer, party);
        return customer;
    }

    /// <summary>Who issued the document; null where it does not say.</summary>
    public static ParsedSupplier? Supplier(XElement root)
    {
        if (root.Element(UblNames.Cac + "AccountingSupplierParty")?.Element(UblNames.Cac + "Party") is not { } party)
            return null;
        var legal = party.Element(UblNames.Cac + "PartyLegalEntity");
        var name = Text(legal, "RegistrationName") ?? Text(party.Element(UblNames.Cac + "PartyName"), "Name") ?? "";
        IEnumerable<string?> numbers =
        [
            Text(legal, "CompanyID"), .. party.Elements(UblNames.Cac + "PartyTaxScheme").Select(tax => Text(tax, "CompanyID")),
            Text(party, "EndpointID"), .. party.Elements(UblNames.Cac + "PartyIdentification").Select(identification => Text(identification, "ID")),
        ];
        return new(name, [.. numbers.Select(number => RegistrationNumber.Normalise(number, Countries.Denmark)).OfType<string>().Distinct()]);
    }

    private static void Address(Customer customer, XElement party, ImportErrors errors)
    {
        var address = party.Element(UblNames.Cac + "PostalAddress");
        customer.Street = Text(address, "StreetName");
        customer.ZipCode = Text(address, "PostalZone");
        customer.City = Text(address, "CityName");
        var country = Text(address?.Element(UblNames.Cac + "Country"), "IdentificationCode")?.ToUpperInvariant();
        if (country is null)
            errors.Add(UblFile.Line(address ?? party), "IdentificationCode", ImportProblems.ElementMissing);
        else if (!Countries.IsKnown(country))
            errors.Add(UblFile.Line(address!), "IdentificationCode", ImportProblems.CountryUnknown, country);
        else
            customer.CountryCode = country;
    }

    private static void Numbers(Customer customer, XElement party, XElement? legal)
    {
        var endpoint = party.Element(UblNames.Cbc + "EndpointID");
        var address = InputText.Line(endpoint?.Value);
        var scheme = (string?)endpoint?.Attribute("schemeID");
        customer.Ean = scheme == Gln ? address : null;
        var vatNumber = party.Elements(UblNames.Cac + "PartyTaxScheme")
            .Where(tax => Text(tax.Element(UblNames.Cac + "TaxScheme"), "ID") == "VAT")
            .Select(tax => Text(tax, "CompanyID"))
            .FirstOrDefault();
        customer.RegistrationNo = RegistrationNumber.Normalise(
            vatNumber ?? Text(legal, "CompanyID") ?? (scheme == Cvr ? address : null), customer.CountryCode);
    }

    private static void Contact(Customer customer, XElement party)
    {
        var contact = party.Element(UblNames.Cac + "Contact");
        customer.Phone = Text(contact, "Telephone");
        customer.Email = Text(contact, "ElectronicMail");
        if (Text(contact, "Name") is { } name)
        {
            customer.Persons.Add(new()
            {
                Id = Guid.CreateVersion7(), CustomerId = customer.Id, Name = name, Email = customer.Email, Phone = customer.Phone, IsPrimary = true,
            });
        }
    }

    private static string? Text(XElement? parent, string name) => InputText.Line((string?)parent?.Element(UblNames.Cbc + name));
}
