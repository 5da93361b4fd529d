using System.Runtime.CompilerServices;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Push.Targets;
using PennaPay.Billy.Core.Sync.Invoices;
using PennaPay.Billy.Core.Systems.Billy.Api;
using PennaPay.Billy.Core.Systems.Billy.Api.Wire;

namespace PennaPay.Billy.Core.Systems.Billy.Sync;

/// <summary>Reads invoices with their lines, for one reading: what explains the lines is read once, and only if it is needed.</summary>
internal sealed class WholeInvoices(BillyReader billy, ApiAccess access)
{
    private const int FewEnoughToAskSingly = 3;

    // What a list may cost is there for each stretch anew, since only one page of it is kept at a time.
    private const int Stretch = 2000;

    // One with lines may be a hundred times another. Cut by five it ends at whole pages, so that no page begins within another.
    private const int LargestPage = 500;
    private const int Cut = 5;
    private const int SmallestPage = LargestPage / (Cut * Cut * Cut);

    private const int Batch = 25;

    private int pageSize = LargestPage;
    private LineVat? vat;
    private Dictionary<string, string?>? productNames;

    public async IAsyncEnumerable<IReadOnlyList<IssuedInvoice>> ReadAsync(
        IReadOnlyCollection<RemoteDocument> wanted, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var inOrder = wanted.DistinctBy(document => document.Id).OrderBy(document => document.IssueDate).ThenBy(document => document.Id, StringComparer.Ordinal);
        foreach (var stretch in inOrder.Chunk(Stretch))
        {
            var missing = stretch.ToDictionary(document => document.Id);
            await foreach (var listed in ListAsync(missing, cancellationToken))
                yield return listed;
            // Its day was moved, or it moved to a page that was read before: only a direct look proves that it is gone.
            foreach (var few in stretch.Where(document => missing.ContainsKey(document.Id)).Chunk(Batch))
                yield return await AskSinglyAsync(few, cancellationToken);
        }
    }

    /// <summary>Lists what is worth a list, and takes from the missing what was in it.</summary>
    private async IAsyncEnumerable<IReadOnlyList<IssuedInvoice>> ListAsync(
        Dictionary<string, RemoteDocument> missing, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var filter = new InvoiceFilter
        {
            WithLines = true, Budget = billy.NewBudget(),
            // Those without a day are none of Billy's, whose invoices have one.
            MinEntryDate = missing.Values.Min(document => document.IssueDate), MaxEntryDate = missing.Values.Max(document => document.IssueDate),
        };
        var pagesLeft = 0;
        for (var page = 1; missing.Count > Math.Max(FewEnoughToAskSingly, pagesLeft); page++)
        {
            if (await PageAsync(filter with { Page = page, PageSize = pageSize }, cancellationToken) is not { } answer)
            {
                page = (page - 1) * Cut;
                pageSize /= Cut;
                filter = filter with { Budget = billy.NewBudget() };
                continue;
            }

            // One without lines may have been told without them, and is looked at by itself.
            var found = answer.Items.Where(invoice => invoice.Lines.Count > 0 && missing.Remove(invoice.Id)).ToList();
            if (found.Count > 0)
                yield return await WholeAsync(found, cancellationToken);
            pagesLeft = answer.PageCount - page;
            if (answer.Items.Count == 0 || pagesLeft <= 0)
                break;
        }
    }

    /// <summary>Null: it is more than an answer may be, and a smaller one can be asked for. Nothing: the list has cost all that it may.</summary>
    private async Task<BillyPage<BillyInvoice>?> PageAsync(InvoiceFilter filter, CancellationToken cancellationToken)
    {
        try
        {
            return await billy.ListInvoicesAsync(access, filter, cancellationToken);
        }
        catch (ApiException failure) when (failure.IsTooLarge && pageSize > SmallestPage)
        {
            return null;
        }
        catch (ApiException failure) when (failure.Failure == ApiFailure.TooMuch)
        {
            // The days hold far more than what is wanted of them.
            return new([], filter.Page, filter.Page, 0);
        }
    }

    private async Task<IReadOnlyList<IssuedInvoice>> AskSinglyAsync(RemoteDocument[] documents, CancellationToken cancellationToken)
    {
        List<BillyInvoice> found = [];
        foreach (var document in documents.Where(document => BillyId.IsOne(document.Id)))
        {
            if (await billy.GetInvoiceAsync(access, document.Id, cancellationToken) is { } invoice)
                found.Add(invoice);
        }

        return await WholeAsync(found, cancellationToken);
    }

    private async Task<IReadOnlyList<IssuedInvoice>> WholeAsync(List<BillyInvoice> invoices, CancellationToken cancellationToken)
    {
        var lines = invoices.SelectMany(invoice => invoice.Lines).ToList();
        if (vat is null && lines.Exists(line => line.TaxRateId is not null))
            vat = new(await billy.ListTaxRatesAsync(access, cancellationToken));
        if (productNames is null && lines.Exists(line => line.ProductId is not null && string.IsNullOrWhiteSpace(line.Description)))
        {
            var products = await billy.ListProductsAsync(access, cancellationToken);
            productNames = products.DistinctBy(product => product.Id).ToDictionary(product => product.Id, product => product.Name);
        }

        var known = vat ?? new([]);
        return [.. invoices.Where(IssuedDocument.IsOne).Select(invoice => IssuedDocument.Whole(invoice, known, NameOf))];
    }

    private string? NameOf(string? productId) => productId is null ? null : productNames?.GetValueOrDefault(productId);
}
