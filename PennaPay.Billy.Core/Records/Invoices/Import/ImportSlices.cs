using PennaPay.Billy.Core.Records.Invoices.Intake;

namespace PennaPay.Billy.Core.Records.Invoices.Import;

/// <summary>How much of an import is stored, or taken back, while everybody else who writes waits.</summary>
internal static class ImportSlices
{
    /// <summary>The most documents of a transaction: some hundredths of a second.</summary>
    public const int MostDocuments = 100;

    /// <summary>The most lines of a transaction, except for one document that has more.</summary>
    public const int MostLines = 500;

    /// <summary>Cuts what is to be stored. Invoices come before the credit notes that may credit them.</summary>
    public static IEnumerable<List<(int File, IncomingInvoice Incoming)>> Of(IEnumerable<(int File, IncomingInvoice Incoming)> fresh)
    {
        List<(int, IncomingInvoice)> slice = [];
        var lines = 0;
        foreach (var one in fresh.OrderBy(one => one.Incoming.Invoice.Kind))
        {
            var more = one.Incoming.Invoice.Lines.Count;
            if (slice.Count == MostDocuments || slice.Count > 0 && lines + more > MostLines)
            {
                yield return slice;
                (slice, lines) = ([], 0);
            }

            slice.Add(one);
            lines += more;
        }

        if (slice.Count > 0)
            yield return slice;
    }
}
