using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Records.Invoices.Intake;

/// <summary>For sources whose numbers are their keys: the same number with another content is a mistake.</summary>
internal static class NumbersInUse
{
    public static async Task<List<(IncomingInvoice Incoming, FieldProblem Problem)>> CheckAsync(
        WorkspaceDbContext db, IReadOnlyList<IncomingInvoice> fresh, CancellationToken cancellationToken)
    {
        var found = await ManyKeys.FindAsync(
            fresh.Select(incoming => NumberKey.Of(incoming.Invoice.Number)),
            keys => db.Set<Invoice>().AsNoTracking()
                .Where(invoice => keys.Contains(invoice.NumberKey))
                .Select(invoice => new { invoice.Kind, invoice.NumberKey }),
            cancellationToken);
        var taken = found.Select(invoice => (invoice.Kind, invoice.NumberKey)).ToHashSet();
        return
        [
            .. from incoming in fresh
               where taken.Contains((incoming.Invoice.Kind, NumberKey.Of(incoming.Invoice.Number)))
               select (incoming, new FieldProblem(nameof(Invoice.Number), InvoiceProblems.NumberExists, incoming.Invoice.Number)),
        ];
    }
}
