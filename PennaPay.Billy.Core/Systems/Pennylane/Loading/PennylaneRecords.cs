using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Sync.Sources;
using PennaPay.Billy.Core.Systems.Pennylane.Api;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Systems.Pennylane.Loading;

/// <summary>Pennylane's customers, invoices and payments as ours. Pure.</summary>
internal static class PennylaneRecords
{
    /// <summary>The contact persons that Pennylane keeps.</summary>
    public const string Contacts = "contact";

    /// <summary>Further addresses that invoices go to; the first is the customer's own.</summary>
    public const string Recipients = "email";

    private const string France = "FR";
    private const string Euro = "EUR";

    // Of the largest that can be stored, ten thousand can be added up.
    private const decimal LargestAmount = Money.Largest;

    public static SourceCustomer Customer(PennylaneCustomer customer)
    {
        var address = customer.BillingAddress;
        return new(PennylaneIds.Text(customer.Id), new CustomerForm
        {
            Name = Line(customer.Name ?? FullName(customer.FirstName, customer.LastName) ?? customer.Recipient ?? PennylaneIds.Text(customer.Id), CustomerRules.MaxName),
            Kind = customer.CustomerType == "individual" ? CustomerKind.Person : CustomerKind.Company,
            RegistrationNo = Line(customer.VatNumber ?? customer.RegNo, CustomerRules.MaxShortText),
            CountryCode = Countries.Find(address?.CountryCode) ?? France,
            Street = Line(address?.Address, CustomerRules.MaxName),
            ZipCode = Line(address?.PostalCode, CustomerRules.MaxShortText),
            City = Line(address?.City, CustomerRules.MaxName),
            Phone = Line(customer.Phone, CustomerRules.MaxShortText),
            Email = customer.Emails.FirstOrDefault(Fits),
            CustomerNo = Line(customer.Reference, CustomerRules.MaxShortText),
        });
    }

    public static SourcePersons RecipientsOf(PennylaneCustomer customer) => new(
        PennylaneIds.Text(customer.Id), Recipients,
        [.. customer.Emails.Where(Fits).Skip(1).DistinctBy(email => email.ToUpperInvariant()).Select(email => (email.ToLowerInvariant(), new ContactPersonForm { Name = email, Email = email }))]);

    public static SourcePersons ContactsOf(long customer, IEnumerable<PennylaneContact> contacts) => new(
        PennylaneIds.Text(customer), Contacts,
        [
            .. contacts.Select(contact => (PennylaneIds.Text(contact.Id), new ContactPersonForm
            {
                Name = FullName(contact.FirstName, contact.LastName) ?? contact.Email ?? contact.Role,
                Email = contact.Email is { } email && Fits(email) ? email : null,
                Phone = contact.TelephoneNumber ?? contact.MobileNumber,
            })),
        ]);

    /// <summary>Why an invoice does not come here; null where it does.</summary>
    public static LeftOutReason? WhyNot(PennylaneInvoice invoice, DateOnly today) => Receivable.Of(invoice, [], today).State switch
    {
        ReceivableState.Draft => LeftOutReason.Draft,
        ReceivableState.NotAReceivable => LeftOutReason.NoInvoice,
        _ when invoice.CustomerId is null || invoice.Date is null || IsTooLarge(invoice) => LeftOutReason.Unreadable,
        _ => null,
    };

    /// <summary>An invoice that comes here.</summary>
    public static SourceInvoice Invoice(PennylaneInvoice invoice, DateOnly today)
    {
        var receivable = Receivable.Of(invoice, [], today);
        var isCreditNote = receivable.State == ReceivableState.CreditNote || (invoice.CurrencyAmount ?? invoice.Amount) < 0;
        var sign = isCreditNote ? -1 : 1;
        var gross = Money.Round(sign * (invoice.CurrencyAmount ?? invoice.Amount ?? 0));
        var vat = Money.Round(sign * (invoice.CurrencyTax ?? invoice.Tax ?? 0));
        var stated = new Totals(gross - vat, vat, gross);
        return new()
        {
            Id = PennylaneIds.Text(invoice.Id),
            CustomerId = PennylaneIds.Text(invoice.CustomerId!.Value),
            CreditedId = invoice.CreditedInvoiceId is { } credited ? PennylaneIds.Text(credited) : null,
            ExchangeRate = receivable.Currency != Euro && invoice.ExchangeRate is > 0 and < Money.Largest ? invoice.ExchangeRate : null,
            Standing = StandingOf(receivable.State, receivable.Open),
            Remaining = receivable.Open,
            IsArchived = receivable.State == ReceivableState.Archived,
            Stated = stated,
            Invoice = new Invoice
            {
                Id = Guid.CreateVersion7(),
                Kind = isCreditNote ? InvoiceKind.CreditNote : InvoiceKind.Invoice,
                Number = Line(invoice.InvoiceNumber, InvoiceRules.MaxShortText) ?? PennylaneIds.Text(invoice.Id),
                IssueDate = invoice.Date!.Value,
                DueDate = invoice.Deadline < invoice.Date ? invoice.Date : invoice.Deadline,
                Currency = receivable.Currency,
                Message = OutsideText.Block(InputText.Block(invoice.PdfInvoiceFreeText ?? invoice.PdfDescription), InvoiceRules.MaxText),
                OrderReference = Line(invoice.PdfInvoiceSubject, InvoiceRules.MaxDescription),
                Status = InvoiceStatus.Sent,
                Origin = PennylaneSystem.Origin,
                OriginId = PennylaneIds.Text(invoice.Id),
                Lines = PennylaneLines.Of(invoice, stated, sign),
            },
        };
    }

    public static SourcePayments Payments(long invoice, IEnumerable<PennylaneTransaction> transactions) => new(
        PennylaneIds.Text(invoice),
        [
            .. from transaction in transactions
               where transaction.Date is not null
               select new SourcePayment(
                   PennylaneIds.Text(transaction.Id), transaction.Date!.Value, Bounded(transaction.CurrencyAmount ?? transaction.Amount ?? 0), transaction.Currency is { Length: 3 } currency ? currency : Euro,
                   Line(transaction.Label, InvoiceRules.MaxDescription)),
        ]);

    private static SourceStanding StandingOf(ReceivableState state, decimal open) => state switch
    {
        ReceivableState.Upcoming or ReceivableState.Late => SourceStanding.Open,
        ReceivableState.PartiallyPaid => SourceStanding.PartlyPaid,
        ReceivableState.Paid => SourceStanding.Paid,
        ReceivableState.PartlyCancelled => SourceStanding.PartlyCredited,
        ReceivableState.Cancelled => SourceStanding.Credited,
        ReceivableState.Incomplete => SourceStanding.Incomplete,
        ReceivableState.CreditNote => SourceStanding.CreditNote,
        // Put aside there: nobody is asked for it.
        ReceivableState.Archived => open > 0 ? SourceStanding.Open : SourceStanding.Unknown,
        _ => SourceStanding.Unknown,
    };

    private static bool IsTooLarge(PennylaneInvoice invoice) =>
        new[] { invoice.CurrencyAmount, invoice.Amount, invoice.CurrencyTax, invoice.Tax, invoice.RemainingAmountWithTax }.Any(amount => amount is { } known && Math.Abs(known) > LargestAmount);

    private static decimal Bounded(decimal amount) => Math.Clamp(amount, -Money.Largest, Money.Largest);

    private static bool Fits(string email) => email.Length <= CustomerRules.MaxEmail && CustomerRules.IsEmail(email);

    private static string? FullName(string? first, string? last) => InputText.Line($"{first} {last}");

    private static string? Line(string? text, int most) => OutsideText.Line(InputText.Line(text), most);
}
