using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Push.Copies;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.Invoices.Intake;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Records.Payments;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Tests.Push;

namespace PennaPay.Billy.Tests.Support;

/// <summary>Stores invoices as if they had come in from the connected account, with what was paid.</summary>
internal static class StoredIncoming
{
    public static async Task<Invoice> AddAsync(
        Database database, InvoiceIntake intake, Actor owner, Guid connection, DateTimeOffset seenAt, CopyState state, string number = "2041", params (DateOnly Day, decimal Amount, string? Method)[] paid)
    {
        var customer = new Customer { Id = Guid.CreateVersion7(), Name = "Fyrtårnet ApS", CountryCode = "DK", RegistrationNo = "12345674" };
        var invoice = new Invoice
        {
            Id = Guid.CreateVersion7(), Origin = BillySystem.Origin, OriginId = $"doc-{number}", Number = number, IssueDate = new(2026, 11, 3), DueDate = new(2026, 11, 17),
            Status = InvoiceStatus.Sent, Message = "Tak for handlen", Lines = [PushHost.Line("Rådgivning", 2, 500), PushHost.Line("Rejse", 1, 100, 0)],
        };
        Assert.IsType<IntakeResult.Stored>(await intake.TakeInAsync(owner, [new(invoice, customer)], new(IsQuiet: true), default));
        await database.WriteAsync(owner.Workspace, async (db, ct) =>
        {
            var stored = await db.Set<Invoice>().AsTracking().SingleAsync(known => known.Id == invoice.Id, ct);
            (stored.CopyState, stored.RemoteId, stored.RemoteNumber) = (state, invoice.OriginId, number);
            db.Add(new InvoiceCopy
            {
                InvoiceId = invoice.Id, ConnectionId = connection, State = state, RemoteId = invoice.OriginId, RemoteNumber = number, SeenAt = seenAt,
                Condition = Enum.TryParse<DocumentCondition>(state.ToString(), out var condition) ? condition : DocumentCondition.NotChecked,
            });
            foreach (var (day, amount, method) in paid)
            {
                db.Add(new Payment
                {
                    Id = Guid.CreateVersion7(), InvoiceId = invoice.Id, Day = day, Amount = amount, Method = method, Origin = BillySystem.Origin, OriginId = $"{number}-{day:O}", CreatedAt = seenAt,
                });
            }
        }, default);
        return invoice;
    }
}
