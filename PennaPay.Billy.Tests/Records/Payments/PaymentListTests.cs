using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Records.Payments;
using PennaPay.Billy.Tests.Support;

namespace PennaPay.Billy.Tests.Records.Payments;

public sealed class PaymentListTests : IAsyncLifetime
{
    private TestDatabase database = null!;
    private PaymentList payments = null!;

    public async Task InitializeAsync()
    {
        database = await TestDatabase.CreateAsync();
        payments = new(database.Database);
    }

    public Task DisposeAsync() => database.DisposeAsync().AsTask();

    [Fact]
    public async Task OfInvoice_IsTheOldestFirst_AsItWasStored()
    {
        var (invoice, other) = (await InvoiceAsync("1"), await InvoiceAsync("2"));
        var late = Of(invoice, "p-2", new(2026, 12, 1), 25.50m);
        (late.Method, late.Note, late.Currency) = ("bancontact", "Set første gang den dag", "EUR");
        await AddAsync(late, Of(invoice, "p-1", new(2026, 11, 20), -99.99m), Of(other, "p-3", new(2026, 11, 1), 1));

        Assert.Equivalent(
            new[]
            {
                new { OriginId = "p-1", Day = new DateOnly(2026, 11, 20), Amount = -99.99m, Currency = "DKK", Method = (string?)null, Note = (string?)null },
                new { OriginId = "p-2", Day = new DateOnly(2026, 12, 1), Amount = 25.50m, Currency = "EUR", Method = (string?)"bancontact", Note = (string?)"Set første gang den dag" },
            },
            (await payments.OfInvoiceAsync(database.Workspace, invoice, default))
                .Select(payment => new { payment.OriginId, payment.Day, payment.Amount, payment.Currency, payment.Method, payment.Note }),
            strict: true);
        Assert.Empty(await payments.OfInvoiceAsync(WorkspaceId.New(), invoice, default));
    }

    [Fact]
    public async Task SamePayment_OfTheSameOrigin_IsStoredOnce()
    {
        var invoice = await InvoiceAsync("1");
        await AddAsync(Of(invoice, "p-1", new(2026, 11, 20), 1));
        await Assert.ThrowsAsync<DbUpdateException>(() => AddAsync(Of(invoice, "p-1", new(2026, 11, 21), 2)));
        var elsewhere = Of(invoice, "p-1", new(2026, 11, 22), 3);
        elsewhere.Origin = InvoiceOrigin.Csv;
        await AddAsync(elsewhere);

        Assert.Equal([1m, 3m], (await payments.OfInvoiceAsync(database.Workspace, invoice, default)).Select(payment => payment.Amount));
    }

    [Fact]
    public async Task DeletedInvoice_TakesItsPaymentsAlong()
    {
        var invoice = await InvoiceAsync("1");
        await AddAsync(Of(invoice, "p-1", new(2026, 11, 20), 1));
        await database.Database.WriteAsync(
            database.Workspace, (db, ct) => db.Set<Invoice>().Where(known => known.Id == invoice).ExecuteDeleteAsync(ct), default);
        Assert.Empty(await payments.OfInvoiceAsync(database.Workspace, invoice, default));
    }

    private static Payment Of(Guid invoice, string originId, DateOnly day, decimal amount) => new()
    {
        Id = Guid.CreateVersion7(), InvoiceId = invoice, Origin = new("Elsewhere"), OriginId = originId, Day = day, Amount = amount,
    };

    private Task AddAsync(params Payment[] made) => database.Database.WriteAsync(database.Workspace, (db, _) =>
    {
        db.AddRange(made);
        return Task.CompletedTask;
    }, default);

    private async Task<Guid> InvoiceAsync(string number)
    {
        var customer = new Customer { Id = Guid.CreateVersion7(), Name = "A" };
        var invoice = new Invoice
        {
            Id = Guid.CreateVersion7(), WorkspaceId = database.Workspace, Number = number, OriginId = number, IssueDate = new(2026, 11, 5),
            Lines = [new() { Id = Guid.CreateVersion7(), Description = "Æbler", UnitPrice = 100 }],
        };
        invoice.SetCustomer(customer);
        invoice.Seal();
        await database.Database.WriteAsync(database.Workspace, (db, _) =>
        {
            db.AddRange(customer, invoice);
            return Task.CompletedTask;
        }, default);
        return invoice.Id;
    }
}
