using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Records.Invoices.Intake;
using PennaPay.Billy.Core.Records.Invoices.Lists;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Tests.Support;

namespace PennaPay.Billy.Tests.Invoices;

public sealed class InvoiceIntakeTests : IAsyncLifetime
{
    private readonly Listener listener = new();
    private TestDatabase database = null!;
    private InvoiceIntake intake = null!;

    public async Task InitializeAsync()
    {
        database = await TestDatabase.CreateAsync();
        intake = new(database.Database, [listener], TimeProvider.System);
    }

    public Task DisposeAsync() => database.DisposeAsync().AsTask();

    [Fact]
    public async Task TakeIn_NewInvoices_AreSealedMadeOutAndTold()
    {
        var incoming = new[] { Incoming("1", stated: new(100, 25.01m, 125.01m)), Incoming("2") };
        incoming[1].Invoice.Status = InvoiceStatus.Draft;

        var stored = await StoreAsync(incoming);

        Assert.Equal(
            [new(incoming[0].Invoice.Id, true, InvoiceKind.Invoice, "1", 125.01m, "DKK"), new(incoming[1].Invoice.Id, true, InvoiceKind.Invoice, "2", 125, "DKK")],
            stored.Invoices);
        Assert.Equal(["1"], listener.Numbers);
        var invoice = await FindAsync(incoming[0].Invoice.Id);
        Assert.Equal((ContentHash.Of(invoice), 1, true), (invoice.ContentHash, invoice.Revision, invoice.TotalsAreStated));
        // Both name the same company: it is stored once.
        Assert.Equal("Ærø Bådebyggeri ApS", Assert.Single(await CustomersAsync()).Name);
    }

    [Fact]
    public async Task TakeIn_WhatCameBefore_IsLeftAlone()
    {
        var first = await StoreAsync([Incoming("1")]);
        var (again, other, twin) = (Incoming("1"), Incoming("2"), Incoming("2"));
        again.Invoice.Message = "Ny tekst";

        var second = await StoreAsync([again, other, twin]);

        Assert.Equal([(first.Invoices[0].Id, false), (other.Invoice.Id, true), (other.Invoice.Id, false)], second.Invoices.Select(one => (one.Id, one.IsNew)));
        Assert.Null((await FindAsync(first.Invoices[0].Id)).Message);
        Assert.Equal(["1", "2"], listener.Numbers);
    }

    [Fact]
    public async Task TakeIn_SameIdOfAnotherOrigin_IsAnotherInvoice()
    {
        var other = Incoming("1");
        other.Invoice.Origin = InvoiceOrigin.Ubl;
        Assert.Equal([true, true], (await StoreAsync([Incoming("1"), other])).Invoices.Select(one => one.IsNew));
    }

    [Fact]
    public async Task TakeIn_WhatBreaksTheRules_StoresNothingAndSaysWhichAndWhy()
    {
        var (nameless, lineless) = (Incoming("2"), Incoming("3"));
        nameless.Customer.Name = "";
        lineless.Invoice.Lines.Clear();

        var refused = Assert.IsType<IntakeResult.Refused>(
            await intake.TakeInAsync(database.Owner, [Incoming("1"), nameless, lineless], new(), default));

        Assert.Equal(
            [(1, "Name", CustomerProblems.NameMissing), (2, "Lines", InvoiceProblems.LinesMissing)],
            refused.Problems.Select(found => (found.Index, found.Problem.Field, found.Problem.Code)));
        Assert.Empty(await CustomersAsync());
    }

    [Fact]
    public async Task TakeIn_CustomerThatTheSourceKnows_IsNotMatched()
    {
        await StoreAsync([Incoming("1")]);
        var known = Assert.IsType<SaveResult.Saved>(
            await new CustomerEditor(database.Database, TimeProvider.System, new CustomerOwners(database.Database, [])).SaveAsync(database.Owner, new() { Name = "Linket ApS" }, default)).Id;

        await StoreAsync([Incoming("2") with { KnownCustomerId = known }]);

        await using var db = database.Database.Read(database.Workspace);
        Assert.Equal((known, "Linket ApS"), await db.Set<Invoice>().Where(i => i.Number == "2").Select(i => ValueTuple.Create(i.CustomerId, i.CustomerName)).SingleAsync());

        var refused = Assert.IsType<IntakeResult.Refused>(await intake.TakeInAsync(
            database.Owner, [Incoming("3"), Incoming("4") with { KnownCustomerId = Guid.NewGuid() }], new(), default));
        var problem = Assert.Single(refused.Problems);
        Assert.Equal((1, "CustomerId", InvoiceProblems.CustomerMissing), (problem.Index, problem.Problem.Field, problem.Problem.Code));
    }

    [Fact]
    public async Task TakeIn_CreditNote_IsTiedToItsOriginal_WhateverTheCustomerIsCalledThere()
    {
        var stored = await StoreAsync([Incoming("1")]);
        var (invoice, ofStored, ofBatch, ofAnother, known) = (Incoming("2"), Credit("11", "1"), Credit("12", "2"), Credit("13", "1"), Credit("14", "1"));
        (ofStored.Customer.Name, invoice.Customer.Name) = ("Aeroe Baadebyggeri", "Ærø Både");
        (ofAnother.Customer.Name, ofAnother.Customer.RegistrationNo) = ("Nabo ApS", null);
        known.Invoice.CreditedInvoiceId = invoice.Invoice.Id;

        await StoreAsync([ofStored, ofBatch, ofAnother, known, invoice]);

        Assert.Equal(
            [stored.Invoices[0].Id, invoice.Invoice.Id, null, invoice.Invoice.Id],
            await Task.WhenAll(new[] { ofStored, ofBatch, ofAnother, known }.Select(async note => (await FindAsync(note.Invoice.Id)).CreditedInvoiceId)));
    }

    [Fact]
    public async Task TakeIn_Quietly_TellsNobody()
    {
        await intake.TakeInAsync(database.Owner, [Incoming("1")], new(IsQuiet: true), default);
        Assert.Empty(listener.Numbers);
    }

    [Fact]
    public async Task TakeIn_InTheCallersTransaction_IsStoredWithItOrNotAtAll()
    {
        var before = new Customer { Id = Guid.CreateVersion7(), Name = "Fra kalderen" };
        await Assert.ThrowsAsync<InvalidOperationException>(() => database.Database.WriteAsync(database.Owner, Permission.ImportInvoices, async (db, ct) =>
        {
            await intake.TakeInAsync(db, [Incoming("1")], new(), ct);
            throw new InvalidOperationException("The caller changed its mind.");
        }, default));
        Assert.Empty(await CustomersAsync());

        await database.Database.WriteAsync(database.Owner, Permission.ImportInvoices, async (db, ct) =>
        {
            db.Add(before);
            // The source knows the customer that the caller is about to store.
            await intake.TakeInAsync(db, [Incoming("1") with { KnownCustomerId = before.Id }, Incoming("2")], new(), ct);
            Assert.Equal([before], db.ChangeTracker.Entries().Select(entry => entry.Entity));
            before.City = "Marstal";
        }, default);

        Assert.Equal(
            [("Fra kalderen", "Marstal"), ("Ærø Bådebyggeri ApS", null)],
            (await CustomersAsync()).Select(customer => (customer.Name, customer.City)));
    }

    [Fact]
    public async Task TakeIn_ManyBatches_StoresEachAndTracksOne()
    {
        var most = 0;
        var watch = new Watcher(db => most = Math.Max(most, db.ChangeTracker.Entries<Invoice>().Count()));
        intake = new(database.Database, [watch], TimeProvider.System);

        var stored = await StoreAsync([.. Enumerable.Range(1, 1201).Select(number => Incoming($"{number}"))]);

        Assert.Equal((1201, 500), (stored.Invoices.Count(one => one.IsNew), most));
        Assert.Equal(1201, (await new InvoiceList(database.Database).PageAsync(database.Workspace, new(), default)).Total);
    }

    private static IncomingInvoice Incoming(string number, Totals? stated = null) => new(
        new()
        {
            Id = Guid.CreateVersion7(), Number = number, IssueDate = new(2026, 11, 5), Status = InvoiceStatus.Sent, Origin = InvoiceOrigin.Csv,
            OriginId = number, Lines = [new() { Id = Guid.CreateVersion7(), Description = "Søsætning", UnitPrice = 100, VatRate = 25 }],
        },
        new() { Id = Guid.CreateVersion7(), Name = "Ærø Bådebyggeri ApS", RegistrationNo = "31119103" },
        stated);

    private static IncomingInvoice Credit(string number, string credited)
    {
        var incoming = Incoming(number);
        (incoming.Invoice.Kind, incoming.Invoice.CreditedInvoiceNumber) = (InvoiceKind.CreditNote, credited);
        return incoming;
    }

    private async Task<IntakeResult.Stored> StoreAsync(IReadOnlyList<IncomingInvoice> invoices) =>
        Assert.IsType<IntakeResult.Stored>(await intake.TakeInAsync(database.Owner, invoices, new(), default));

    private async Task<Invoice> FindAsync(Guid id) => (await new InvoiceDetails(database.Database).FindAsync(database.Workspace, id, default))!;

    private async Task<List<Customer>> CustomersAsync()
    {
        await using var db = database.Database.Read(database.Workspace);
        return await db.Set<Customer>().OrderBy(customer => customer.Id).ToListAsync();
    }

    private sealed class Watcher(Action<WorkspaceDbContext> look) : IInvoiceSentHandler
    {
        public Task InvoiceSentAsync(WorkspaceDbContext db, Invoice invoice, CancellationToken cancellationToken)
        {
            look(db);
            return Task.CompletedTask;
        }
    }
}
