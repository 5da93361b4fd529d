using System.Xml.Linq;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Records.Invoices.Import.Ubl;

/// <summary>Reads the parties of a UBL document.</summary>
internal static class UblParty
{
    // Code lists of ISO 6523 in Peppol (0088 and 0184), and OIOUBL's own names.
    private static readonly string[] Gln = ["0088", "GLN"];
    private static readonly string[] Cvr = ["0184", "DK:CVR"];

    // OIOUBL's code list taxschemeid names Danish VAT by 63.
    private static readonly string[] Vat = ["VAT", "63"];

    public static Customer Customer(XElement root, UblPlaces places, ImportErrors errors)
    {
        var customer = new Customer { Id = Guid.CreateVersion7() };
        if (root.Element(UblNames.Cac + "AccountingCustomerParty")?.Element(UblNames.Cac + "Party") is not { } party)
        {
            errors.Add(UblFile.Line(root), "AccountingCustomerParty", ImportProblems.ElementMissing);
            places.Note(nameof(customer.Name), root, UblNames.Cac + "AccountingCustomerParty");
            return customer;
        }

        var legal = party.Element(UblNames.Cac + "PartyLegalEntity");
        customer.Name = NameOf(party, legal);
        if (Text(legal, "RegistrationName") is null && party.Element(UblNames.Cac + "PartyName") is { } named)
            places.Note(nameof(customer.Name), named, UblNames.Cbc + "Name");
        else
            places.Note(nameof(customer.Name), legal ?? party, UblNames.Cbc + "RegistrationName");
        if (customer.Name.Length == 0)
            errors.Add(UblFile.Line(legal ?? party), "RegistrationName", ImportProblems.ElementMissing);
        Address(customer, party, places, errors);
        Numbers(customer, party, legal, places);
        Contact(customer, party, places);
        return customer;
    }

    /// <summary>Who issued the document; null where it does not say.</summary>
    public static ParsedSupplier? Supplier(XElement root)
    {
        if (root.Element(UblNames.Cac + "AccountingSupplierParty")?.Element(UblNames.Cac + "Party") is not { } party)
            return null;
        var legal = party.Element(UblNames.Cac + "PartyLegalEntity");
        IEnumerable<string?> numbers =
        [
            Text(legal, "CompanyID"), .. party.Elements(UblNames.Cac + "PartyTaxScheme").Select(tax => Text(tax, "CompanyID")),
            .. Addresses(party).Select(address => InputText.Line(address.Value)),
        ];
        return new(
            NameOf(party, legal), [.. numbers.Select(number => RegistrationNumber.Normalise(number, Countries.Denmark)).OfType<string>().Distinct()]);
    }

    private static string NameOf(XElement party, XElement? legal) =>
        Text(legal, "RegistrationName") ?? Text(party.Element(UblNames.Cac + "PartyName"), "Name") ?? "";

    private static void Address(Customer customer, XElement party, UblPlaces places, ImportErrors errors)
    {
        var address = party.Element(UblNames.Cac + "PostalAddress");
        // Peppol has the number with the street.
        customer.Street = InputText.Line($"{Text(address, "StreetName")} {Text(address, "BuildingNumber")}");
        customer.ZipCode = Text(address, "PostalZone");
        customer.City = Text(address, "CityName");
        places.Note(nameof(customer.Street), address ?? party, UblNames.Cbc + "StreetName");
        places.Note(nameof(customer.ZipCode), address ?? party, UblNames.Cbc + "PostalZone");
        places.Note(nameof(customer.City), address ?? party, UblNames.Cbc + "CityName");
        var country = Text(address?.Element(UblNames.Cac + "Country"), "IdentificationCode")?.ToUpperInvariant();
        if (country is null)
        {
            // OIOUBL's format of an address in Denmark needs no country.
            if (Text(address, "AddressFormatCode") != "StructuredDK")
                errors.Add(UblFile.Line(address ?? party), "IdentificationCode", ImportProblems.ElementMissing);
        }
        else if (!Countries.IsKnown(country))
            errors.Add(UblFile.Line(address!), "IdentificationCode", ImportProblems.CountryUnknown, country);
        else
            customer.CountryCode = country;
    }

    private static void Numbers(Customer customer, XElement party, XElement? legal, UblPlaces places)
    {
        var gln = Addresses(party).FirstOrDefault(address => Gln.Contains((string?)address.Attribute("schemeID")));
        customer.Ean = InputText.Line(gln?.Value);
        if (gln is not null)
            places.Note(nameof(customer.Ean), gln);
        var tax = party.Elements(UblNames.Cac + "PartyTaxScheme")
            .FirstOrDefault(scheme => Vat.Contains(Text(scheme.Element(UblNames.Cac + "TaxScheme"), "ID")))?.Element(UblNames.Cbc + "CompanyID");
        var company = legal?.Element(UblNames.Cbc + "CompanyID");
        var address = Addresses(party).FirstOrDefault(address => Cvr.Contains((string?)address.Attribute("schemeID")));
        // A company's VAT may be under an SE number of its own, which is no CVR number.
        var number = (string?)tax?.Attribute("schemeID") == "DK:SE" ? company ?? address ?? tax : tax ?? company ?? address;
        if (number is null)
            return;
        customer.RegistrationNo = RegistrationNumber.Normalise(InputText.Line(number.Value), customer.CountryCode);
        places.Note(nameof(customer.RegistrationNo), number);
    }

    private static void Contact(Customer customer, XElement party, UblPlaces places)
    {
        var contact = party.Element(UblNames.Cac + "Contact");
        customer.Phone = Text(contact, "Telephone");
        customer.Email = Text(contact, "ElectronicMail");
        if (contact is null)
            return;
        foreach (var owner in new[] { "", "Persons[0]." })
        {
            places.Note($"{owner}Phone", contact, UblNames.Cbc + "Telephone");
            places.Note($"{owner}Email", contact, UblNames.Cbc + "ElectronicMail");
        }

        places.Note("Persons[0].Name", contact, UblNames.Cbc + "Name");
        if (Text(contact, "Name") is { } name)
        {
            customer.Persons.Add(new()
            {
                Id = Guid.CreateVersion7(), CustomerId = customer.Id, Name = name, Email = customer.Email, Phone = customer.Phone, IsPrimary = true,
            });
        }
    }

    /// <summary>The electronic address, and what else identifies the party.</summary>
    private static IEnumerable<XElement> Addresses(XElement party) =>
        party.Elements(UblNames.Cbc + "EndpointID").Concat(party.Elements(UblNames.Cac + "PartyIdentification").Elements(UblNames.Cbc + "ID"));

    private static string? Text(XElement? parent, string name) => InputText.Line((string?)parent?.Element(UblNames.Cbc + name));
}
