using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Links;
using PennaPay.Billy.Core.Push.Targets;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Sync.Sources;

namespace PennaPay.Billy.Tests.Systems.Billit;

/// <summary>A shop of which nothing is read: what comes in, a test brings.</summary>
internal sealed class ShopSource : ISource
{
    public const string SystemId = "testshop";

    public string System => SystemId;

    public InvoiceOrigin Origin => ShopInvoices.Origin;

    public SourcedKind Kind => SourcedKind.Shop;

    public TimeZoneInfo Zone => TimeZoneInfo.Utc;

    public IReadOnlyList<SourceTask> Tasks { get; } = [new("orders", SourceTaskKind.First)];

    public Task<SourceStep> ReadAsync(SourceRead read, CancellationToken cancellationToken) => Task.FromResult(new SourceStep { IsUnasked = true });

    public Task<SourceStep> ReadCustomerAsync(OpenedConnection opened, string customer, CancellationToken cancellationToken) => Task.FromResult(new SourceStep { IsUnasked = true });

    public Task<SourceStep> ReadInvoiceAsync(OpenedConnection opened, string invoice, SourceKnowledge known, CancellationToken cancellationToken) =>
        Task.FromResult(new SourceStep { IsUnasked = true });

    public Uri? PageOf(Connection connection, RecordKind kind, string id) => null;
}
