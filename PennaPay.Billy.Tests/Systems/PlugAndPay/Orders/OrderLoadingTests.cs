using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Records.Payments;
using PennaPay.Billy.Core.Sync.Sources;
using PennaPay.Billy.Core.Values;
using PennaPay.Billy.Web.Sandbox.Engine;
using PennaPay.Billy.Web.Sandbox.PlugAndPay;

namespace PennaPay.Billy.Tests.Systems.PlugAndPay.Orders;

/// <summary>What comes from a shop, first and ever after.</summary>
public sealed class OrderLoadingTests : ShopTests
{
    private static readonly TimeSpan TenMinutes = TimeSpan.FromMinutes(10);

    private static readonly SandboxBuyer Company = new()
    {
        Firstname = "Bram", Lastname = "Jacobs", Email = "bram@jacobs.example", Company = "Jacobs & Zonen BV", InvoiceEmail = "boekhouding@jacobs.example", VatNumber = "BE0417497106",
        Telephone = "+32 9 555 01 10", Street = "Kerkstraat", Housenumber = "7", Zipcode = "9000", City = "Gent", Country = "BE",
    };

    [Fact]
    public async Task Connecting_TellsTheShop()
    {
        var connection = (await Host.Product.Get<ConnectionStore>().FindAsync(Host.Product.Workspace, Host.Connection, default))!;
        Assert.Equal((ShopHost.Text(Shop.Id), "Proefwinkel", "EUR", null), (connection.AccountId, connection.AccountName, connection.Currency, connection.CountryCode));
    }

    [Fact]
    public async Task FirstLoad_BringsInvoicesCreditInvoicesCustomersAndPayments_AndCountsWhatIsNone()
    {
        var product = Shop.AddProduct(new() { Title = "Werkboek", Sku = "BOEK-1", Ledger = "8010", IsPhysical = true, Price = 10m });
        var paid = Shop.PlaceOrder(new SandboxOrder
        {
            Buyer = Company, PaymentStatus = OrderPayments.Paid, PaidAt = Host.Clock.GetUtcNow(), PaymentMethod = "bancontact", Shipping = new(6.05m),
            Items = [new() { Product = product, Label = "Werkboek", Price = 10.60m, Percentage = 6m, Quantity = 3, Discount = 1.80m, DiscountCode = "ZOMER" }],
        });
        var open = Host.Order();
        var credited = Host.Order("Lidmaatschap", 60.50m);
        var credit = Shop.Credit(credited);
        Shop.PlaceOrder(new SandboxOrder { IsTest = true, Items = [new() { Label = "Proef", Price = 1m }] });
        Shop.PlaceOrder(new SandboxOrder { IsConcept = true, Items = [new() { Label = "Later", Price = 1m }] });
        Shop.Delete(Host.Order("Fout"));

        await Host.ActivateAsync();

        var progress = await Host.ProgressAsync();
        Assert.True(progress.IsWhole);
        Assert.Equal((null, 4), (progress.Failure, progress.Invoices));
        Assert.Equal(
            new Dictionary<LeftOutReason, int> { [LeftOutReason.Draft] = 1, [LeftOutReason.Test] = 1, [LeftOutReason.DeletedThere] = 1 },
            progress.First.Single(task => task.Name == "orders").LeftOutByReason);
        var (invoice, standing) = (await Host.InvoiceAsync(paid))!.Value;
        Assert.Equal(
            ("PlugAndPay", $"{Shop.Id}-{paid}", ShopHost.Text(paid), InvoiceKind.Invoice, "EUR", true, new DateOnly(2026, 11, 20), null),
            (invoice.Origin.Name, invoice.OriginId, invoice.OrderReference, invoice.Kind, invoice.Currency, invoice.PricesIncludeVat, invoice.IssueDate, invoice.DueDate));
        Assert.Equal((36.05m, 33.30m + 2.75m, SourceStanding.Paid, 0m), (invoice.Gross, invoice.Net + invoice.Vat, standing.Standing, standing.Remaining));
        Assert.Equal(
            [("Werkboek", "BOEK-1", 3m, 10.60m, 1.80m, "BE:6", 6m, "8010"), ("Shipping", null, 1m, 6.05m, null, "BE:21", 21m, null)],
            invoice.Lines.Select(line => (line.Description, line.Details, line.Quantity, line.UnitPrice, line.DiscountAmount, line.VatCode!, line.VatRate, line.AccountCode)));
        Assert.Equal(
            ("Jacobs & Zonen BV", CustomerKind.Company, "BE", "boekhouding@jacobs.example", "Kerkstraat 7", "9000", "Gent", "+32 9 555 01 10"),
            (invoice.Customer.Name, invoice.Customer.Kind, invoice.Customer.CountryCode, invoice.Customer.Email, invoice.Customer.Street, invoice.Customer.ZipCode, invoice.Customer.City, invoice.Customer.Phone));
        Assert.Equal("0417497106", invoice.Customer.RegistrationNo![^10..]);
        var payment = Assert.Single(await Host.AllAsync<Payment>());
        Assert.Equal((36.05m, "bancontact", invoice.Id), (payment.Amount, payment.Note, payment.InvoiceId));
        Assert.Equal("Open 121.00, 121.00 left", await Host.StandsAsync(open));
        Assert.Equal(CustomerKind.Person, (await Host.InvoiceAsync(open))!.Value.Invoice.Customer.Kind);
        Assert.Equal("Credited 60.50, 0.00 left", await Host.StandsAsync(credited));
        var note = (await Host.InvoiceAsync(credit))!.Value;
        Assert.Equal((InvoiceKind.CreditNote, 60.50m, SourceStanding.CreditNote), (note.Invoice.Kind, note.Invoice.Gross, note.Standing.Standing));
        Assert.Equal((await Host.InvoiceAsync(credited))!.Value.Invoice.Id, note.Invoice.CreditedInvoiceId);
        Assert.All((await Host.AllAsync<Invoice>()), stored => Assert.True(stored.TotalsAreStated));
    }

    [Fact]
    public async Task ReverseCharge_HasACodeOfItsOwn()
    {
        var reversed = Shop.PlaceOrder("Coaching", 100m, 0m, Company with { Country = "DE", VatNumber = "DE136695976", TaxExempt = "reverse" });
        await Host.ActivateAsync();

        var line = Assert.Single((await Host.InvoiceAsync(reversed))!.Value.Invoice.Lines);
        Assert.Equal(("DE:0:reverse", VatTreatment.EuServices, 0m), (line.VatCode!, line.Vat, line.VatRate));
    }

    [Fact]
    public async Task Afterwards_NewOrdersConceptsThatBecomeFinalAndPayments_ComeWithinTenMinutes()
    {
        var open = Host.Order();
        var concept = Shop.PlaceOrder(new SandboxOrder { IsConcept = true, Items = [new() { Label = "Later", Price = 12.10m }] });
        await Host.ActivateAsync();
        Assert.Null(await Host.StandsAsync(concept));
        var added = Host.Order("Nieuw", 24.20m);
        Shop.Finalise(concept);
        Shop.Pay(open);
        await Host.RunAsync(TenMinutes);

        Assert.Equal(
            ("Open 24.20, 24.20 left", "Open 12.10, 12.10 left", "Paid 121.00, 0.00 left"),
            (await Host.StandsAsync(added), await Host.StandsAsync(concept), await Host.StandsAsync(open)));
        Assert.Equal(121m, Assert.Single(await Host.AllAsync<Payment>()).Amount);
    }

    [Fact]
    public async Task RoundWithoutNews_CostsTwoRequests()
    {
        Shop.AddMany(60);
        await Host.ActivateAsync();
        await Host.RunAsync(TenMinutes);
        var before = Host.Sandbox.Requests().Count;
        var stored = (await Host.AllAsync<Invoice>()).ConvertAll(invoice => (invoice.Id, invoice.Version));
        await Host.RunAsync(TenMinutes);

        Assert.Equal(["GET /v2/orders", "GET /v2/orders"], Host.AskedSince(before).Select(line => line.Replace(PlugAndPaySandbox.RootPath, "", StringComparison.Ordinal)));
        Assert.Equal(stored, (await Host.AllAsync<Invoice>()).ConvertAll(invoice => (invoice.Id, invoice.Version)));
    }

    [Fact]
    public async Task CreditInvoiceOfAnOldOrder_ComesTied_AndTheOrderStandsCredited()
    {
        var old = Host.Order();
        Host.Clock.Advance(TimeSpan.FromDays(60));
        await Host.ActivateAsync();
        var credit = Shop.Credit(old);
        await Host.RunAsync(TenMinutes);

        Assert.Equal(("Credited 121.00, 0.00 left", "CreditNote 121.00, 0.00 left"), (await Host.StandsAsync(old), await Host.StandsAsync(credit)));
        Assert.Equal((await Host.InvoiceAsync(old))!.Value.Invoice.Id, (await Host.InvoiceAsync(credit))!.Value.Invoice.CreditedInvoiceId);
    }

    [Fact]
    public async Task OpenOrderThatWasDeleted_IsGoneWithinTheHour_AndAPaidOneWithinSix()
    {
        var (open, paid) = (Host.Order(), Host.Order());
        Shop.Pay(paid);
        await Host.ActivateAsync();
        Shop.Delete(open);
        Shop.Delete(paid);
        await Host.RunAsync(TimeSpan.FromHours(1));
        Assert.Equal("Gone 121.00, 0.00 left", await Host.StandsAsync(open));
        Assert.Equal("Paid 121.00, 0.00 left", await Host.StandsAsync(paid));

        await Host.RunAsync(TimeSpan.FromHours(5));
        Assert.Equal("Gone 121.00, 0.00 left", await Host.StandsAsync(paid));
    }

    [Fact]
    public async Task MoneyThatWentBack_IsSeenWithinSixHours()
    {
        var order = Host.Order();
        Shop.Pay(order);
        await Host.ActivateAsync();
        Assert.Single(await Host.AllAsync<Payment>());
        Host.Clock.Advance(TimeSpan.FromDays(40));
        await Host.RunAsync();
        Shop.Reverse(order);
        await Host.RunAsync(TimeSpan.FromHours(6));

        Assert.Equal("Open 121.00, 121.00 left", await Host.StandsAsync(order));
        Assert.Empty(await Host.AllAsync<Payment>());
    }

    [Fact]
    public async Task CustomerIsAsTheLatestOrderSays_WhicheverIsReadLast()
    {
        Host.Order(buyer: new() { Firstname = "Eva", Lastname = "Smit", Email = "eva@voorbeeld.nl", City = "Utrecht" });
        var latest = Host.Order(buyer: new() { Firstname = "Eva", Lastname = "Smit-Bos", Email = "eva@voorbeeld.nl", City = "Breda" });
        await Host.ActivateAsync();
        await Host.RunAsync(TenMinutes);

        var customer = Assert.Single(await Host.AllAsync<Customer>());
        Assert.Equal(("Eva Smit-Bos", "Breda"), (customer.Name, customer.City));
        Shop.EditOrder(latest, order => order with { Buyer = order.Buyer with { City = "Zwolle" } });
        await Host.RunAsync(TenMinutes);
        Assert.Equal("Zwolle", Assert.Single(await Host.AllAsync<Customer>()).City);
    }

    [Fact]
    public async Task ReadingOneInvoice_BringsItAsItIsNow_AndOneThatIsGoneIsGone()
    {
        var order = Host.Order();
        await Host.ActivateAsync();
        Shop.Pay(order);
        var source = Host.Product.Get<IEnumerable<ISource>>().Single(one => one.System == ShopHost.SystemId);
        var opened = (await Host.Product.Get<ConnectionOpener>().OpenAsync(Host.Product.Workspace, Host.Connection, default)).Opened!;
        var known = new SourceKnowledge(Host.Product.Database, opened.Connection);

        Assert.Equal(SourceStanding.Paid, Assert.Single((await source.ReadInvoiceAsync(opened, ShopHost.Text(order), known, default)).Invoices).Standing);
        Shop.Delete(order);
        Assert.Equal([ShopHost.Text(order)], (await source.ReadInvoiceAsync(opened, ShopHost.Text(order), known, default)).InvoicesGone);
        Assert.True((await source.ReadCustomerAsync(opened, "1", default)).IsUnasked);
    }
}

/// <summary>What takes many pages.</summary>
public sealed class ManyOrdersTests : ShopTests
{
    private protected override Task<ShopHost> StartAsync() => ShopHost.StartAsync(pageSize: 2);

    [Fact]
    public async Task FirstLoad_GoesOnWhereItWas_WhateverIsOrderedOrDeletedMeanwhile()
    {
        Shop.AddMany(60);
        Host.Sandbox.Plan(new() { Kind = SandboxFaultKind.ServerError, PathContains = "since_invoice_date=2026-10" });
        await Host.ActivateAsync();
        Assert.Equal("orders", Assert.Single((await Host.ProgressAsync()).First, task => task.Failure is not null).Name);
        var before = (await Host.AllAsync<Invoice>()).Count;
        Assert.InRange(before, 1, 59);
        for (var i = 0; i < 5; i++)
            Host.Order($"Nieuw {i}", 10m + i);
        Shop.Delete(Shop.Orders[0].Id);
        await Host.RunAsync(TimeSpan.FromMinutes(5));

        Assert.True((await Host.ProgressAsync()).IsWhole);
        Assert.Equal(65, (await Host.AllAsync<Invoice>()).Count);
    }

    [Fact]
    public async Task ManyOnOneDay_AllCome_FirstAndAfterwards()
    {
        for (var i = 0; i < 25; i++)
            Host.Order($"Eerst {i}");
        await Host.ActivateAsync();
        Assert.Equal(25, (await Host.AllAsync<Invoice>()).Count);
        for (var i = 0; i < 25; i++)
            Host.Order($"Daarna {i}");
        await Host.RunAsync(TimeSpan.FromMinutes(10));
        Assert.Equal(50, (await Host.AllAsync<Invoice>()).Count);
    }
}
