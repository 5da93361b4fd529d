using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.Invoices.Intake;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Records.Samples;

/// <summary>Eight documents of an imagined Danish freelancer with what they sell, to try things on. Nobody is told that they were sent.</summary>
public sealed class SampleInvoices(Database database, InvoiceIntake intake, TimeProvider time)
{
    /// <summary>Stores the samples; loading them again changes nothing.</summary>
    public Task<IntakeResult> LoadAsync(Actor actor, CancellationToken cancellationToken) =>
        database.WriteAsync(actor, Permission.ImportInvoices, async (db, token) =>
        {
            List<IncomingInvoice> samples = [.. Of(time.DanishToday())];
            await SampleProducts.AddAsync(db, [.. samples.SelectMany(sample => sample.Invoice.Lines)], time.GetUtcNow(), token);
            return await intake.TakeInAsync(db, samples, new(IsQuiet: true), token);
        }, cancellationToken);

    internal static IEnumerable<IncomingInvoice> Of(DateOnly today)
    {
        var bakery = Company("Nordhavns Bageri ApS", "35408002", "Århusgade 102", "2150", "Nordhavn", "bogholderi@nordhavnsbageri.example");
        var clinic = Company("Tandlægerne på Torvet I/S", "27054781", "Store Torv 4, 1.", "8000", "Aarhus C", "faktura@tandlaegernetorvet.example");
        var carpenter = Company("Tømrermester Ærø & Søn", "31119103", "Havnevej 7", "5970", "Ærøskøbing", "post@aeroe-toemrer.example");
        var agency = Company("Studio Lindqvist AB", "SE556677889901", "Sveavägen 44", "111 34", "Stockholm", "faktura@lindqvist.example", "SE");
        var person = Person("Karen Østergaard", "Bakkegårdsvej 12", "3400", "Hillerød", "karen@oestergaard.example");

        yield return Sample("1001", bakery, today.AddDays(-75), 14, "Tak for samarbejdet.",
            Line("Design af logo og emballage", 1, 18_500m), Line("Illustrationer til kagekatalog", 12, 450m, "stk."));
        yield return Sample("1002", clinic, today.AddDays(-52), 30, null,
            Line("Ny hjemmeside, første rate", 37.5m, 850m, "timer"), Line("Fotografering på klinikken", 1, 4_200m));
        yield return Sample("1003", carpenter, today.AddDays(-38), 8, null,
            Line("Facebook-annoncer, opsætning", 6, 795m, "timer", discountPercent: 10), Line("Annoncebudget, viderefaktureret", 1, 3_000m));
        yield return Sample("1004", agency, today.AddDays(-30), 30, "Reverse charge: Article 196, VAT Directive.", "EUR",
            Line("Brand workshop, two days", 2, 1_150m, "days", vat: VatTreatment.EuServices));
        yield return Sample("1005", person, today.AddDays(-21), 8, null,
            Line("Foredrag: kunsten at se på plakater", 1, 5_500m, vat: VatTreatment.Exempt));
        yield return Credit("1006", "1001", bakery, today.AddDays(-14), "Krediterer tre illustrationer fra faktura 1001.",
            Line("Illustrationer til kagekatalog", 3, 450m, "stk."));
        yield return Sample("1007", clinic, today.AddDays(-6), 30, null,
            Line("Ny hjemmeside, anden rate", 41.25m, 850m, "timer"), Line("Domæne og webhotel, 12 måneder", 12, 59.95m, "måneder"));
        var draft = Sample("1008", bakery, today, 14, null,
            Line("Julekampagne, koncept", 16, 850m, "timer"), Line("Mængderabat", 1, -1_000m));
        draft.Invoice.Status = InvoiceStatus.Draft;
        yield return draft;
    }

    private static IncomingInvoice Sample(string number, Customer customer, DateOnly issued, int days, string? message, params InvoiceLine[] lines) =>
        Sample(number, customer, issued, days, message, Currencies.DanishKrone, lines);

    private static IncomingInvoice Sample(
        string number, Customer customer, DateOnly issued, int days, string? message, string currency, params InvoiceLine[] lines)
    {
        var invoice = new Invoice
        {
            Id = Guid.CreateVersion7(),
            Number = number,
            IssueDate = issued,
            DueDate = DueDates.Net(issued, days),
            Currency = currency,
            Message = message,
            Status = InvoiceStatus.Sent,
            Origin = InvoiceOrigin.Sample,
            OriginId = number,
            Lines = [.. lines],
        };
        return new(invoice, customer);
    }

    private static IncomingInvoice Credit(
        string number, string credited, Customer customer, DateOnly issued, string message, params InvoiceLine[] lines)
    {
        var sample = Sample(number, customer, issued, 0, message, lines);
        (sample.Invoice.Kind, sample.Invoice.DueDate, sample.Invoice.CreditedInvoiceNumber) = (InvoiceKind.CreditNote, null, credited);
        return sample;
    }

    private static Customer Company(
        string name, string registrationNo, string street, string zipCode, string city, string email, string country = Countries.Denmark) =>
        new()
        {
            Id = Guid.CreateVersion7(), Name = name, RegistrationNo = registrationNo, Street = street, ZipCode = zipCode, City = city,
            Email = email, CountryCode = country,
        };

    private static Customer Person(string name, string street, string zipCode, string city, string email) => new()
    {
        Id = Guid.CreateVersion7(), Kind = CustomerKind.Person, Name = name, Street = street, ZipCode = zipCode, City = city, Email = email,
    };

    private static InvoiceLine Line(
        string description, decimal quantity, decimal price, string? unit = null, decimal? discountPercent = null,
        VatTreatment vat = VatTreatment.Standard) => new()
    {
        Id = Guid.CreateVersion7(), Description = description, Quantity = quantity, Unit = unit, UnitPrice = price,
        DiscountPercent = discountPercent, Vat = vat, VatRate = VatRates.Of(vat),
    };
}
