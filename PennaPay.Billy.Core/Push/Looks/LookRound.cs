using PennaPay.Billy.Core.Push.Copies;
using PennaPay.Billy.Core.Push.Targets;
using PennaPay.Billy.Core.Records.Invoices;

namespace PennaPay.Billy.Core.Push.Looks;

/// <summary>
/// A look at many documents of a connection, one request a step: first page by page at what is unsettled, then one by one at what
/// should have been among it and was not.
/// </summary>
/// <param name="startedAt">When it began.</param>
/// <param name="only">The invoices that it is about; null for all of the connection.</param>
internal sealed class LookRound(DateTimeOffset startedAt, IReadOnlyCollection<Guid>? only = null)
{
    private readonly HashSet<string> listed = [];
    private readonly Dictionary<string, decimal> credits = [];
    private readonly Dictionary<string, (Guid Invoice, RemoteDocument Document)> booked = [];

    public DateTimeOffset StartedAt => startedAt;

    public IReadOnlyCollection<Guid>? Only => only;

    /// <summary>The first and the last date on what it is about; null for any.</summary>
    public (DateOnly First, DateOnly Last)? Days { get; init; }

    /// <summary>The page to be read next.</summary>
    public int Page { get; private set; } = 1;

    /// <summary>Into how many pages what would be one is cut.</summary>
    public int Parts { get; private set; } = 1;

    /// <summary>What is to be looked at by itself; null until the last page was read.</summary>
    public Queue<(Guid Invoice, string RemoteId)>? Missing { get; set; }

    public bool IsOver => Missing is { Count: 0 };

    public bool WasListed(string remoteId) => listed.Contains(remoteId);

    /// <summary>Cuts what is left into smaller pages, and goes on with the first of those that make up the next.</summary>
    public void Cut(int parts)
    {
        Page = ((Page - 1) * (parts / Parts)) + 1;
        Parts = parts;
    }

    /// <summary>Takes in a page.</summary>
    /// <param name="page">As the system answered it.</param>
    /// <param name="ours">The invoices whose documents are on it, by the documents' ids.</param>
    public void Take(RemotePage page, IReadOnlyDictionary<string, Guid> ours)
    {
        Page++;
        foreach (var document in page.Documents)
        {
            listed.Add(document.Id);
            if (document is { Kind: InvoiceKind.CreditNote, State: RemoteState.Final, CreditedId: { } credited })
                credits[credited] = credits.GetValueOrDefault(credited) + document.Gross;
            else if (document.State == RemoteState.Final && ours.TryGetValue(document.Id, out var invoice))
                booked[document.Id] = (invoice, document);
        }
    }

    /// <summary>What credit notes on the pages take back of documents that are not on them, because these are paid.</summary>
    public IReadOnlyDictionary<string, decimal> CreditedElsewhere() =>
        credits.Where(credit => !listed.Contains(credit.Key)).ToDictionary(credit => credit.Key, credit => credit.Value);

    /// <summary>What credit notes on the pages take back altogether.</summary>
    public IReadOnlyList<SeenDocument> Credited() =>
    [
        .. from pair in booked
           where credits.GetValueOrDefault(pair.Key) >= pair.Value.Document.Gross && pair.Value.Document.Gross > 0
           select new SeenDocument(pair.Value.Invoice, pair.Key, DocumentCondition.Credited, pair.Value.Document.Number, IsWhole: true),
    ];
}
