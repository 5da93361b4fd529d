using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Push.Targets;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Sync.Invoices;
using PennaPay.Billy.Core.Systems.Billy;

namespace PennaPay.Billy.Tests.Support;

/// <summary>Says that the connected account's invoices can come in, and has none.</summary>
internal sealed class StandInInvoices : IInvoiceEndpoint
{
    public string System => BillySystem.SystemId;

    public InvoiceOrigin Origin => BillySystem.InvoiceOrigin;

    public Task<IReadOnlyList<RemoteDocument>> ReadAllAsync(OpenedConnection opened, Action<int>? read, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<RemoteDocument>>([]);

    public IAsyncEnumerable<IReadOnlyList<IssuedInvoice>> ReadWholeAsync(
        OpenedConnection opened, IReadOnlyCollection<RemoteDocument> wanted, CancellationToken cancellationToken) => AsyncEnumerable.Empty<IReadOnlyList<IssuedInvoice>>();

    public Task<IReadOnlyList<RemotePayment>> ReadPaymentsAsync(OpenedConnection opened, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<RemotePayment>>([]);
}
