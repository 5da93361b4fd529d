using System.Globalization;
using PennaPay.Billy.Core.Push.Targets;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Tests.Systems.Billy.Sync;

/// <summary>What comes in of Billy's invoices, over HTTP.</summary>
public sealed class InvoiceEndpointTests
{
    [Fact]
    public async Task WhatWasBooked_IsThere_InEveryState_AndADraftIsNot()
    {
        await using var host = await IssuedHost.StartAsync();
        var (open, part, paid, voided, credited) = (host.Issue(), host.Issue(), host.Issue(), host.Issue(), host.Issue());
        host.Billy.AddRecord(host.Endpoints.Token, "invoices", new { contactId = host.Contact, entryDate = "2026-11-20", lines = new[] { host.Line(1, 100) } });
        host.Billy.Pay(host.Endpoints.Token, part, 250);
        host.Billy.Pay(host.Endpoints.Token, paid);
        host.Billy.Void(host.Endpoints.Token, voided);
        var note = host.Billy.Credit(host.Endpoints.Token, credited);
        List<int> told = [];

        var requests = await host.RequestsOfAsync(async () =>
        {
            var all = (await host.AllAsync(told.Add)).ToDictionary(document => document.Id);

            Assert.Equal([open, part, paid, credited, note, voided], all.Keys);
            Assert.Equal(
                [(RemoteState.Final, 1250m, false), (RemoteState.Final, 1000m, false), (RemoteState.Final, 0m, true), (RemoteState.Void, 1250m, false)],
                ((string[])[open, part, paid, voided]).Select(id => (all[id].State, all[id].Open!.Value, all[id].IsPaid)));
            Assert.Equal((InvoiceKind.CreditNote, credited, 1000m, 250m, 1250m), (all[note].Kind, all[note].CreditedId, all[note].Net, all[note].Vat, all[note].Gross));
            Assert.Equal(("1", host.Contact, "DKK", new DateOnly(2026, 11, 20)), (all[open].Number, all[open].PartyId, all[open].Currency, all[open].IssueDate));
        });

        Assert.Equal(["/invoices 1000", "/invoices 1000"], requests);
        Assert.Equal([5, 6], told);
    }

    [Fact]
    public async Task AnInvoice_ComesInWhole_SentAndMadeOutToNobody()
    {
        await using var host = await IssuedHost.StartAsync();
        var id = host.Issue(
            host.Line(7.5m, 19.99m, "Uge 43\nMøde i Aarhus\nog kørsel"), ("contactMessage", "Tak for handlen.\nVenlig hilsen"), ("orderNo", " PO-7 "), ("paymentTermsMode", "net"), ("paymentTermsDays", 14));

        var issued = Assert.Single(await host.WholeAsync());

        var invoice = issued.Invoice;
        Assert.Equal(
            (InvoiceKind.Invoice, "1", new DateOnly(2026, 11, 20), new DateOnly(2026, 12, 4), "DKK", false, "Tak for handlen.\nVenlig hilsen", "PO-7", InvoiceStatus.Sent),
            (invoice.Kind, invoice.Number, invoice.IssueDate, invoice.DueDate, invoice.Currency, invoice.PricesIncludeVat, invoice.Message, invoice.OrderReference, invoice.Status));
        Assert.Equal((new InvoiceOrigin("Billy"), id, Guid.Empty, ""), (invoice.Origin, invoice.OriginId, invoice.CustomerId, invoice.ContentHash));
        var line = Assert.Single(invoice.Lines);
        Assert.Equal(
            ("Uge 43", "Møde i Aarhus\nog kørsel", 7.5m, 19.99m, VatTreatment.Standard, 25m, "S"),
            (line.Description, line.Details, line.Quantity, line.UnitPrice, line.Vat, line.VatRate, line.VatCode));
        Assert.Equal(new Totals(149.93m, 37.48m, 187.41m), issued.Stated);
        Assert.Equal(id, issued.Document.Id);
    }

    [Fact]
    public async Task WhatCameFromThere_IsNotTakenThere()
    {
        await using var host = await IssuedHost.StartAsync();

        Assert.DoesNotContain(host.Endpoints.Invoices.Origin, host.Endpoints.Host.Get<PushTargets>().Of(BillySystem.SystemId).Traits.Origins);
    }

    [Theory]
    [InlineData("excl", "percent", 10.0, 1000, 900, 225)]
    [InlineData("excl", "cash", 25.50, 125.50, 100, 25)]
    [InlineData("incl", "percent", 20.0, 625, 400, 100)]
    [InlineData("incl", "cash", 125.0, 625, 400, 100)]
    [InlineData("excl", "percent", 100.0, 1000, 0, 0)]
    [InlineData("excl", "cash", 1000.0, 1000, 0, 0)]
    [InlineData("incl", null, null, 123, 98.4, 24.6)]
    [InlineData("excl", null, null, 0, 0, 0)]
    public async Task PricesAndDiscounts_AreAsTheyAreThere(string taxMode, string? mode, double? discount, double price, double net, double vat)
    {
        await using var host = await IssuedHost.StartAsync();
        host.Issue(host.Line(1, (decimal)price, mode: mode, discount: (decimal?)discount), ("taxMode", taxMode));

        var issued = Assert.Single(await host.WholeAsync());

        Assert.Empty(IssuedHost.Problems(issued));
        var line = Assert.Single(issued.Invoice.Lines);
        Assert.Equal(taxMode == "incl", issued.Invoice.PricesIncludeVat);
        Assert.Equal((1m, (decimal)price), (line.Quantity, line.UnitPrice));
        Assert.Equal((mode == "percent" ? (decimal?)discount : null, mode == "cash" ? (decimal?)discount : null), (line.DiscountPercent, line.DiscountAmount));
        Assert.Equal(new Totals((decimal)net, (decimal)vat, (decimal)(net + vat)), issued.Stated);
        Assert.Equal(issued.Stated, InvoiceTotals.Of(issued.Invoice));
    }

    [Theory]
    [InlineData("F", VatTreatment.Exempt, "F")]
    [InlineData("EUV", VatTreatment.EuGoods, "SEV")]
    [InlineData("EUY", VatTreatment.EuServices, "SEY")]
    [InlineData("E", VatTreatment.ExportGoods, "SXV")]
    [InlineData("A", VatTreatment.Standard, "S")]
    public async Task TheVatOfALine_IsThatOfItsRate(string ruleset, VatTreatment treatment, string code)
    {
        await using var host = await IssuedHost.StartAsync();
        var german = host.Endpoints.AddContact("countryId", "DE");
        host.Billy.Issue(host.Endpoints.Token, german, [host.Line(1, 100, product: host.AddProduct("Vare", ruleset))], ("currencyId", "EUR"));

        var invoice = await host.OnlyAsync();

        var line = Assert.Single(invoice.Lines);
        Assert.Equal((treatment, treatment == VatTreatment.Standard ? 25m : 0m, code, "EUR"), (line.Vat, line.VatRate, line.VatCode, invoice.Currency));
    }

    [Fact]
    public async Task WhereNoVatIsCharged_LinesAreExempt()
    {
        await using var host = await IssuedHost.StartAsync(new() { HasVat = false });
        host.Issue();

        Assert.Equal((VatTreatment.Exempt, 0m, null), Assert.Single((await host.OnlyAsync()).Lines.Select(line => (line.Vat, line.VatRate, line.VatCode))));
    }

    [Fact]
    public async Task ALineWithoutWords_IsCalledAfterItsProduct()
    {
        await using var host = await IssuedHost.StartAsync();
        host.IssueOf([host.Line(1, 100, ""), host.Line(2, 50, " \n\t "), host.Line(3, 10)]);

        var requests = await host.RequestsOfAsync(async () =>
            Assert.Equal(["Konsulenttime", "Konsulenttime", "Uge 43"], (await host.OnlyAsync()).Lines.Select(line => line.Description)));

        Assert.Equal("/taxRates 1000 /products 1000", string.Join(' ', requests.TakeLast(2)));
    }

    [Fact]
    public async Task WhatOursHaveNoRoomFor_IsMadeToFit()
    {
        await using var host = await IssuedHost.StartAsync();
        host.IssueOf(
            [
                host.Line(0, 100, "Ingen"),
                host.Line(1, 100, "Tillæg", "cash", -20),
                host.Line(1, 100, "Tillæg i procent", "percent", -10),
                host.Line(-2, 100, "Retur", "cash", 5),
                host.Line(4, 100.123456789012m, new string('x', 600)),
                host.Line(10, 100, "\u0007Fed\u202E skrift\n" + new string('y', 9000)),
            ],
            ("contactMessage", new string('z', 9000)), ("paymentTermsMode", "net"), ("paymentTermsDays", -5), ("invoiceNo", new string('9', 80)));

        var invoice = await host.OnlyAsync();

        Assert.Equal(
            [(1m, 0m, null), (1m, 120m, null), (1m, 110m, null), (-2m, 100m, 5m), (4m, 100.1234567890m, null), (10m, 100m, null)],
            invoice.Lines.Select(line => (line.Quantity, line.UnitPrice, line.DiscountAmount)));
        Assert.Equal((500, 600), (invoice.Lines[4].Description.Length, invoice.Lines[4].Details!.Length));
        Assert.Equal(("Fed skrift", 4000), (invoice.Lines[5].Description, invoice.Lines[5].Details!.Length));
        Assert.Equal((4000, 50, invoice.IssueDate), (invoice.Message!.Length, invoice.Number.Length, invoice.DueDate));
    }

    [Theory]
    [InlineData("excl")]
    [InlineData("incl")]
    public async Task AnInvoiceOfLessThanNothing_ComesInAsACreditNote_AndTheOtherWayRound(string taxMode)
    {
        await using var host = await IssuedHost.StartAsync();
        host.IssueOf([host.Line(-3, 100), host.Line(1, 100, mode: "cash", discount: 20), host.Line(1, 50, mode: "percent", discount: 10)], ("taxMode", taxMode));
        host.Issue(host.Line(-1, 80), ("type", "creditNote"), ("taxMode", taxMode));

        var whole = await host.WholeAsync();

        Assert.Equal(
            [(InvoiceKind.CreditNote, "1"), (InvoiceKind.Invoice, "2")],
            whole.Select(issued => (issued.Invoice.Kind, issued.Invoice.Number)).OrderBy(issued => issued.Number));
        foreach (var issued in whole)
        {
            Assert.Empty(IssuedHost.Problems(issued));
            Assert.Equal(issued.Stated, InvoiceTotals.Of(issued.Invoice));
            Assert.Equal((issued.Invoice.Kind, issued.Stated.Gross, issued.Stated.Gross), (issued.Document.Kind, issued.Document.Gross, issued.Document.Open));
        }
    }

    [Fact]
    public async Task MoreLinesThanOursCanHave_AreAddedUpByTheirVat()
    {
        await using var host = await IssuedHost.StartAsync();
        var free = host.AddProduct("Kursus", "F");
        host.IssueOf(Enumerable.Range(1, 700).Select(number => host.Line(1, 10 + number, product: number % 7 == 0 ? free : null)));

        var issued = Assert.Single(await host.WholeAsync());

        Assert.Empty(IssuedHost.Problems(issued));
        Assert.Equal(500, issued.Invoice.Lines.Count);
        Assert.Equal(issued.Stated, InvoiceTotals.Of(issued.Invoice));
        Assert.Equal(["Uge 43", "Øvrige linjer", "Øvrige linjer"], issued.Invoice.Lines.TakeLast(3).Select(line => line.Description));
    }

    [Fact]
    public async Task TwelveHundred_AreListedByTwoPages_AndReadWholeByThree()
    {
        await using var host = await IssuedHost.StartAsync();
        for (var number = 0; number < 1200; number++)
            host.Issue(null, ("entryDate", new DateOnly(2026, 1, 1).AddDays(number % 300).ToString("O", CultureInfo.InvariantCulture)));
        IReadOnlyList<RemoteDocument> all = [];
        List<int> parts = [];

        Assert.Equal(["/invoices 1000", "/invoices 1000", "/invoices 1000"], await host.RequestsOfAsync(async () => all = await host.AllAsync()));
        var requests = await host.RequestsOfAsync(async () => Assert.Equal(
            all.Select(document => document.Id).Order(), (await host.WholeAsync(all, parts.Add)).Select(issued => issued.Document.Id).Order()));

        Assert.Equal(["/invoices 500", "/taxRates 1000", "/invoices 500", "/invoices 500"], requests);
        Assert.Equal([500, 500, 200], parts);
    }

    [Fact]
    public async Task AFew_AreAskedForOneByOne_AndNobodyForNone()
    {
        await using var host = await IssuedHost.StartAsync();
        for (var number = 0; number < 10; number++)
            host.Issue();
        var all = await host.AllAsync();

        var requests = await host.RequestsOfAsync(() => host.WholeAsync([all[2], all[7]]));

        Assert.Equal([.. ((string[])[all[2].Id, all[7].Id]).Order(StringComparer.Ordinal).Select(id => $"/invoices/{id}"), "/taxRates 1000"], requests);
        Assert.Empty(await host.RequestsOfAsync(() => host.WholeAsync([])));
    }

    [Fact]
    public async Task ScatteredOnes_AreAskedForOneByOne_OnceTheListWouldCostMore()
    {
        await using var host = await IssuedHost.StartAsync();
        for (var number = 0; number < 2600; number++)
            host.Issue(null, ("entryDate", new DateOnly(2020, 1, 1).AddDays(number / 2).ToString("O", CultureInfo.InvariantCulture)));
        var all = await host.AllAsync();

        // Six pages of a list; the first has none of the first four.
        var requests = await host.RequestsOfAsync(async () => Assert.Equal(5, (await host.WholeAsync([.. all.Take(4), all[^1]])).Count));

        Assert.Equal(["/invoices 500", "/taxRates 1000"], requests.Where(request => !request.StartsWith("/invoices/", StringComparison.Ordinal)));
        Assert.Equal(4, requests.Count(request => request.StartsWith("/invoices/", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task AListThatGetsShorterMeanwhile_IsReadAgain()
    {
        await using var host = await IssuedHost.StartAsync();
        List<string> ids = [];
        for (var number = 0; number < 1003; number++)
            ids.Add(host.Issue());
        var isFirst = true;

        var all = await host.AllAsync(count =>
        {
            if (isFirst)
                host.Billy.Void(host.Endpoints.Token, ids[5]);
            isFirst = false;
        });

        Assert.Equal(ids.Order(), all.Select(document => document.Id).Order());
        Assert.Equal([ids[5]], all.Where(document => document.State == RemoteState.Void).Select(document => document.Id));
    }

    [Fact]
    public async Task WhatIsNotInTheListWhereItWas_IsAskedForByItself_AndWhatIsGoneIsLeftOut()
    {
        await using var host = await IssuedHost.StartAsync();
        for (var number = 0; number < 6; number++)
            host.Issue();
        var all = await host.AllAsync();
        List<RemoteDocument> wanted = [.. all.Select(document => document with { IssueDate = new(2026, 11, 1) }), all[0] with { Id = "gone", IssueDate = new(2026, 11, 1) }];

        var whole = await host.WholeAsync(wanted);

        Assert.Equal(all.Select(document => document.Id).Order(), whole.Select(issued => issued.Document.Id).Order());
    }

    [Fact]
    public async Task APageThatIsMoreThanAnAnswerMayBe_IsAskedForInParts()
    {
        await using var host = await IssuedHost.StartAsync();
        for (var number = 0; number < 8; number++)
            host.Issue();
        var all = await host.AllAsync();
        // Four of them are less than 20 MB, and no more.
        foreach (var document in all)
            host.Billy.EditRecord(host.Endpoints.Token, "invoices", document.Id, new { contactMessage = new string('x', 4 * 1024 * 1024) });

        var requests = await host.RequestsOfAsync(async () => Assert.Equal(8, (await host.WholeAsync(all)).Count));

        Assert.Equal(["/invoices 500", "/invoices 100", "/invoices 20", "/invoices 4", "/taxRates 1000", "/invoices 4"], requests);
    }
}
