using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Sync.Sources.Balances;

/// <summary>
/// What customers still have to pay by what their source says. What is archived there or is there no more is not owed. Nor do credit notes
/// count: what they take back is off their invoice already, and of one without an invoice nobody has said what it is set off against.
/// </summary>
internal static class OwedInvoices
{
    /// <param name="db">Whose.</param>
    /// <param name="connection">The source's account.</param>
    public static IQueryable<SourcedInvoice> Of(WorkspaceDbContext db, Guid connection) => db.Set<SourcedInvoice>().Where(invoice =>
        invoice.ConnectionId == connection && !invoice.IsArchived && SourceStandings.Open.Contains(invoice.Standing));
}
