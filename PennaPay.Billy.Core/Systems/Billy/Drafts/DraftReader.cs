using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Push.Targets;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Systems.Billy.Api;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Systems.Billy.Drafts;

/// <summary>Finds again in Billy what was sent there, in the words of the push engine.</summary>
internal sealed class DraftReader(BillyReader billy)
{
    private const int FewEnoughToAskSingly = 3;
    private const int QuickPage = 100;

    // With their lines, a thousand could be more than an answer may be. Cut three times into five it stays whole, so that no page begins within another.
    private const int WholePage = 500;

    /// <summary>An invoice as lists have it, without lines.</summary>
    internal static RemoteDocument Listed(BillyInvoice invoice) => new()
    {
        Id = invoice.Id,
        Number = invoice.InvoiceNo is { } number ? OutsideText.Line(number, InvoiceRules.MaxShortText) : null,
        Reference = invoice.OrderNo,
        Key = invoice.ExternalId,
        State = invoice.State switch { "draft" => RemoteState.Draft, "voided" => RemoteState.Void, _ => RemoteState.Final },
        Kind = invoice.Type == "creditNote" ? InvoiceKind.CreditNote : InvoiceKind.Invoice,
        PartyId = invoice.ContactId,
        CreatedAt = invoice.CreatedTime,
        IssueDate = invoice.EntryDate,
        Currency = invoice.CurrencyId,
        Net = invoice.Amount,
        Vat = invoice.Tax,
        Gross = invoice.Gross,
        Open = invoice.Balance,
        IsPaid = invoice.IsPaid ?? false,
        CreditedId = invoice.CreditedInvoiceId,
    };

    /// <summary>An invoice that was read with its lines.</summary>
    internal static RemoteDocument Whole(BillyInvoice invoice) => Described(invoice) with { Fingerprint = DraftFingerprint.Of(invoice) };

    private static RemoteDocument Described(BillyInvoice invoice) => Listed(invoice) with { Described = DraftMapper.DescribeAnswer(invoice) };

    /// <summary>By key; by number where nothing carries the key, or always when it is asked for.</summary>
    internal async Task<IReadOnlyList<RemoteDocument>> FindAsync(
        ApiAccess access, string? key, string number, bool alsoByNumber, CancellationToken cancellationToken)
    {
        var byKey = key is null ? [] : await billy.FindInvoicesByExternalIdAsync(access, key, cancellationToken);
        if (byKey.Count > 0 && !alsoByNumber)
            return [.. byKey.Select(Described)];
        var byNumber = await billy.FindInvoicesByOrderNoAsync(access, number, cancellationToken);
        return [.. byKey.Concat(byNumber).DistinctBy(invoice => invoice.Id).Select(Described)];
    }

    /// <summary>A page of all invoices, whatever they are and whoever made them.</summary>
    internal async Task<RemotePage> NewestAsync(ApiAccess access, int page, bool isQuick, CancellationToken cancellationToken)
    {
        var answer = await billy.ListInvoicesAsync(
            access, new InvoiceFilter { Page = page, PageSize = isQuick ? QuickPage : null }, cancellationToken);
        return new([.. answer.Items.Select(Listed)], IsLast: answer.Items.Count == 0 || page >= answer.PageCount, answer.Total);
    }

    /// <summary>A page of drafts and of what is booked and not paid, with lines.</summary>
    internal async Task<RemotePage> UnsettledAsync(
        ApiAccess access, int page, int parts, (DateOnly First, DateOnly Last)? days, CancellationToken cancellationToken)
    {
        var filter = new InvoiceFilter
        {
            IsPaid = false, WithLines = true, MinEntryDate = days?.First, MaxEntryDate = days?.Last, Page = page, PageSize = Math.Max(1, WholePage / parts),
        };
        var answer = await billy.ListInvoicesAsync(access, filter, cancellationToken);
        return new([.. answer.Items.Select(Whole)], IsLast: answer.Items.Count == 0 || page >= answer.PageCount, answer.Total);
    }

    /// <summary>What booked credit notes take back of an invoice.</summary>
    internal async Task<decimal> CreditedAsync(ApiAccess access, string remoteId, CancellationToken cancellationToken)
    {
        var notes = await billy.ListInvoicesAsync(access, new InvoiceFilter { CreditedInvoiceId = remoteId }, cancellationToken);
        // Whether the filter is heeded is not taken on trust.
        return notes.Items.Where(note => note is { Type: "creditNote", State: "approved" } && note.CreditedInvoiceId == remoteId).Sum(note => note.Gross);
    }

    /// <summary>One request reads a thousand invoices, so that many are listed and only few are asked for one by one.</summary>
    internal async Task<IReadOnlyList<RemoteDocument>> ReadAsync(
        ApiAccess access, IReadOnlyList<SentDocument> documents, CancellationToken cancellationToken)
    {
        var found = documents.Count <= FewEnoughToAskSingly
            ? await AskSinglyAsync(access, documents, cancellationToken)
            : await ReadListAsync(access, documents, cancellationToken);
        return found.ConvertAll(Listed);
    }

    private async Task<List<BillyInvoice>> AskSinglyAsync(
        ApiAccess access, IReadOnlyList<SentDocument> documents, CancellationToken cancellationToken)
    {
        List<BillyInvoice> found = [];
        foreach (var document in documents)
        {
            if (await billy.GetInvoiceAsync(access, document.RemoteId, cancellationToken) is { } draft)
                found.Add(draft);
            found.AddRange(await AlikeAsync(access, document, cancellationToken));
        }

        return found;
    }

    private async Task<List<BillyInvoice>> ReadListAsync(
        ApiAccess access, IReadOnlyList<SentDocument> documents, CancellationToken cancellationToken)
    {
        List<BillyInvoice> found = [];
        var budget = billy.NewBudget();
        for (var page = 1; ; page++)
        {
            var filter = new InvoiceFilter
            {
                MinEntryDate = documents.Min(d => d.IssueDate), MaxEntryDate = documents.Max(d => d.IssueDate), Page = page, Budget = budget,
            };
            var answer = await billy.ListInvoicesAsync(access, filter, cancellationToken);
            found.AddRange(answer.Items);
            if (answer.Items.Count == 0 || page >= answer.PageCount)
                break;
        }

        // Not in the list can also mean that its date was moved, there or here; only a direct look proves that it is gone. What else there is
        // of it has the date that it had.
        var listed = found.Select(invoice => invoice.Id).ToHashSet();
        foreach (var document in documents.Where(d => !listed.Contains(d.RemoteId)))
        {
            if (await billy.GetInvoiceAsync(access, document.RemoteId, cancellationToken) is { } moved)
                found.AddRange([moved, .. await AlikeAsync(access, document, cancellationToken)]);
        }

        return found;
    }

    private async Task<IReadOnlyList<BillyInvoice>> AlikeAsync(ApiAccess access, SentDocument document, CancellationToken cancellationToken)
    {
        IReadOnlyList<BillyInvoice> alike = document.Key is { } key
            ? await billy.FindInvoicesByExternalIdAsync(access, key, cancellationToken)
            : [];
        // Whether Billy keeps keys is not proven: a document of ours without one has its number alone.
        return alike.Count > 0 ? alike : await billy.FindInvoicesByOrderNoAsync(access, document.Number, cancellationToken);
    }
}
