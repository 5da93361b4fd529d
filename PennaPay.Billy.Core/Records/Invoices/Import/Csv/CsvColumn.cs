namespace PennaPay.Billy.Core.Records.Invoices.Import.Csv;

/// <summary>What a column of a CSV file can mean.</summary>
internal enum CsvColumn
{
    Number, Kind, Customer, RegistrationNo, CustomerNo, Ean, Email, Phone, Street, ZipCode, City, Country,
    IssueDate, DueDate, Currency, OrderReference, Message, CreditedInvoice,
    Description, Details, Quantity, Unit, UnitPrice, DiscountPercent, VatRate, VatCode, Account,
}
