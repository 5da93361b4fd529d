using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Tests.Invoices;

/// <summary>Remembers which invoices were sent.</summary>
internal sealed class Listener : IInvoiceSentHandler
{
    public List<string> Numbers { get; } = [];

    public Task InvoiceSentAsync(WorkspaceDbContext db, Invoice invoice, CancellationToken cancellationToken)
    {
        Numbers.Add(invoice.Number);
        return Task.CompletedTask;
    }
}
