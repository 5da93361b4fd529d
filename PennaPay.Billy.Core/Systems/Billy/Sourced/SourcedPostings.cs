using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Sync.Sources.Pushing;

namespace PennaPay.Billy.Core.Systems.Billy.Sourced;

/// <summary>The terms of invoices that came from sources. What came from none costs no question.</summary>
internal sealed class SourcedPostings(SourcePushes pushes)
{
    /// <summary>The terms of an invoice; null for one that came from no source, or from one that nothing was chosen for.</summary>
    public async Task<SourcedTerms?> TermsAsync(Connection connection, Invoice invoice, CancellationToken cancellationToken) =>
        pushes.Origins.Contains(invoice.Origin)
        && (await pushes.OfAsync(connection.WorkspaceId, connection.Id, [invoice.Id], cancellationToken)).GetValueOrDefault(invoice.Id) is { } push
            ? SourcedTerms.Read(push.Choices)
            : null;

    /// <summary>Some invoices by their terms, in their order; those without any first.</summary>
    public async Task<IReadOnlyList<(SourcedTerms? Terms, IReadOnlyList<Guid> Invoices)>> ByTermsAsync(
        Connection connection, IReadOnlyCollection<Guid> invoices, CancellationToken cancellationToken)
    {
        var chosen = await pushes.OfAsync(connection.WorkspaceId, connection.Id, invoices, cancellationToken);
        if (chosen.Count == 0)
            return [(null, [.. invoices])];
        return
        [
            .. from invoice in invoices
               group invoice by chosen.TryGetValue(invoice, out var push) ? SourcedTerms.Read(push.Choices) : null into alike
               orderby alike.Key is not null
               select (alike.Key, (IReadOnlyList<Guid>)[.. alike]),
        ];
    }
}
