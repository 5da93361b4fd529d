using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using PennaPay.Billy.Core.Http;

namespace PennaPay.Billy.Core.Systems.Pennylane.Api.Wire;

/// <summary>
/// Reads invoices with their lines: with the page where the server does that, else those of each invoice by themselves.
/// </summary>
internal sealed class InvoiceLists(PennylaneLists lists)
{
    public const string Resource = "customer_invoices";

    /// <param name="access">Whose.</param>
    /// <param name="conditions">Which.</param>
    /// <param name="isWanted">Whether an invoice is one of those, should the server not heed the conditions.</param>
    /// <param name="includes">Whether to ask for lines with the page; becomes false where the server refuses that.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async IAsyncEnumerable<IReadOnlyList<PennylaneInvoice>> PagesAsync(
        ApiAccess access,
        IReadOnlyCollection<Condition> conditions,
        Func<PennylaneInvoice, bool> isWanted,
        StrongBox<bool> includes,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var budget = lists.NewBudget();
        var plain = new PennylaneList<PennylaneInvoice>(Resource, PennylaneAnswers.Default.PageAnswerPennylaneInvoice)
        {
            Query = [("filter", PennylanePaths.Filter(conditions)), ("sort", "id")],
        };
        var including = plain with { Query = [.. plain.Query, ("include", "invoice_lines")] };
        await foreach (var page in PennylaneLists.PagesAsync(access, plain, ReadAsync, cancellationToken))
            yield return page;

        async Task<(IReadOnlyList<PennylaneInvoice> Items, string? Next)> ReadAsync(string? cursor)
        {
            var page = await ReadPageAsync(cursor);
            List<PennylaneInvoice> invoices = [];
            foreach (var invoice in page.Items.Where(isWanted))
            {
                // Without an answer somebody deleted the invoice meanwhile.
                if ((IncludedLines(page.Answer.Included, invoice.Id) ?? await ReadLinesAsync(access, invoice.Id, cancellationToken)) is { } all)
                    invoices.Add(invoice with { Lines = [.. all.OrderBy(line => line.Id)] });
            }

            return (invoices, page.Next);
        }

        async Task<PennylanePage<PennylaneInvoice>> ReadPageAsync(string? cursor)
        {
            if (includes.Value)
            {
                try
                {
                    return await lists.ReadPageAsync(access, including, cursor, budget, cancellationToken);
                }
                catch (ApiException refused) when (cursor is null && refused.Failure == ApiFailure.Invalid)
                {
                    includes.Value = false;
                }
            }

            return await lists.ReadPageAsync(access, plain, cursor, budget, cancellationToken);
        }
    }

    private Task<IReadOnlyList<PennylaneLine>?> ReadLinesAsync(ApiAccess access, long invoice, CancellationToken cancellationToken) =>
        lists.ReadAllOrNullAsync(
            access,
            new PennylaneList<PennylaneLine>(
                $"{Resource}/{PennylanePaths.Number(invoice)}/invoice_lines", PennylaneAnswers.Default.PageAnswerPennylaneLine),
            cancellationToken);

    /// <summary>What stands beside a page of an invoice's lines; null when nothing that can be understood does.</summary>
    private static IReadOnlyList<PennylaneLine>? IncludedLines(JsonElement? included, long invoice)
    {
        if (included is not { ValueKind: JsonValueKind.Object } beside)
            return null;
        try
        {
            // Read by themselves, they are either lines or an answer that cannot be read.
            return beside.TryGetProperty("invoice_lines", out var all) && all.ValueKind == JsonValueKind.Object
                && all.TryGetProperty(invoice.ToString(CultureInfo.InvariantCulture), out var lines) && lines.ValueKind == JsonValueKind.Array
                && lines.Deserialize(PennylaneAnswers.Default.IReadOnlyListPennylaneLine) is { } read && !read.Contains(null!)
                ? read
                : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The second is a name that is no Unicode.
            return null;
        }
    }
}
