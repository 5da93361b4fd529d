using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Sync.Sources.Pushing;

namespace PennaPay.Billy.Core.Systems.Billit.Terms;

/// <summary>The terms of invoices that came from shops.</summary>
public sealed class ChosenTerms(SourcePushes pushes)
{
    /// <summary>The terms of some invoices by their ids; one that nothing was chosen for is not among them.</summary>
    public async Task<IReadOnlyDictionary<Guid, BillitTerms>> OfAsync(Connection connection, IReadOnlyCollection<Guid> invoices, CancellationToken cancellationToken) =>
        (await pushes.OfAsync(connection.WorkspaceId, connection.Id, invoices, cancellationToken))
        .GroupBy(one => one.Value.Choices, one => one.Key)
        .SelectMany(alike => BillitTerms.Read(alike.Key) is var terms ? alike.Select(invoice => (invoice, terms)) : [])
        .ToDictionary(one => one.invoice, one => one.terms);

    /// <summary>The terms of an invoice; null for one that nothing was chosen for.</summary>
    public async Task<BillitTerms?> OfAsync(Connection connection, Guid invoice, CancellationToken cancellationToken) =>
        (await OfAsync(connection, [invoice], cancellationToken)).GetValueOrDefault(invoice);
}
