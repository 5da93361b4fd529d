using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Links;
using PennaPay.Billy.Core.Push.Targets;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Systems.Billit.Debtors;
using PennaPay.Billy.Core.Systems.Billit.Terms;

namespace PennaPay.Billy.Core.Systems.Billit.Documents;

/// <summary>Says what pushes would do: it decides as they do, but only reads. All that it asks Billit is who its customers are.</summary>
internal sealed class DocumentOutlook(
    Database database, ChosenTerms chosen, DocumentPreparer preparer, DebtorResolver resolver, DebtorLinks debtors, PartyIndexes indexes)
{
    private const int AtOnce = 500;

    // Stands for a party that is not there yet.
    private const long Nobody = 1;

    public async Task<TargetPreview> PreviewAsync(OpenedConnection opened, Invoice invoice, LastSent? last, CancellationToken cancellationToken)
    {
        var connection = opened.Connection;
        var terms = await chosen.OfAsync(connection, invoice.Id, cancellationToken);
        var used = terms ?? new BillitTerms();
        var debtor = await DebtorAsync(opened, invoice.Customer, used, cancellationToken);
        var with = await preparer.CircumstancesAsync(connection, [invoice], cancellationToken);
        var (order, refusal) = OrderMapper.Map(invoice, used, with(invoice, debtor.Party ?? Nobody));
        Failure?[] problems = [terms is null ? new Failure(FailureCodes.SourcePushOff) : null, terms is null ? null : refusal, debtor.Problem];
        var before = last is null ? null : OrderText.ReadBack(last.Request);
        return new(
            debtor.Match,
            order is null ? Bare(invoice, debtor.Name) : DescribedOrder.Of(order).View(debtor.Name),
            before?.View(before.Customer == debtor.Party ? debtor.Name : DocumentReader.Text(before.Customer)),
            [.. problems.OfType<Failure>().Distinct()]);
    }

    public async Task<IReadOnlyList<ForeseenStop>> ForeseeAsync(OpenedConnection opened, IReadOnlyCollection<Guid> invoices, CancellationToken cancellationToken)
    {
        List<ForeseenStop> stops = [];
        var connection = opened.Connection;
        foreach (var some in invoices.Chunk(AtOnce))
        {
            var terms = await chosen.OfAsync(connection, some, cancellationToken);
            await using var db = database.Read(connection.WorkspaceId);
            var asked = some.ToList();
            var loaded = await db.Set<Invoice>().Include(invoice => invoice.Lines.OrderBy(line => line.Position)).Include(invoice => invoice.Customer).AsSplitQuery()
                .Where(invoice => asked.Contains(invoice.Id)).ToListAsync(cancellationToken);
            var customers = loaded.Select(invoice => invoice.CustomerId).Distinct().ToList();
            var linked = await db.Set<RecordLink>().Where(link => link.ConnectionId == connection.Id && link.Kind == RecordKind.Contact && customers.Contains(link.LocalId))
                .Select(link => link.LocalId).ToHashSetAsync(cancellationToken);
            var with = await preparer.CircumstancesAsync(connection, loaded, cancellationToken);
            var order = asked.Index().ToDictionary(one => one.Item, one => one.Index);
            foreach (var invoice in loaded.OrderBy(invoice => order[invoice.Id]))
            {
                var failure = terms.GetValueOrDefault(invoice.Id) is not { } chosenTerms ? new Failure(FailureCodes.SourcePushOff)
                    : OrderMapper.Map(invoice, chosenTerms, with(invoice, Nobody)).Refusal
                    ?? (linked.Contains(invoice.CustomerId) ? null : (await DebtorAsync(opened, invoice.Customer, chosenTerms, cancellationToken)).Problem);
                if (failure is not null)
                    stops.Add(new(invoice.Id, invoice.Number, failure));
            }
        }

        return stops;
    }

    private async Task<Debtor> DebtorAsync(OpenedConnection opened, Customer customer, BillitTerms terms, CancellationToken cancellationToken)
    {
        if (terms.DefaultDebtor is { } everybody)
            return everybody.PartyId > 0 ? new(PartyMatch.Linked, everybody.Nr, everybody.PartyId) : new(PartyMatch.New, everybody.Nr, null, new Failure(FailureCodes.DebtorMissing, everybody.Nr));
        if (await resolver.LinkedAsync(opened.Connection, customer, cancellationToken) is { } linked)
            return new(PartyMatch.Linked, customer.Name, linked);
        var index = await indexes.RecentAsync(opened, cancellationToken);
        var candidates = await debtors.CandidatesAsync(opened.Connection, index, customer, terms.ChecksEmail, cancellationToken);
        if (candidates.IsQuestion)
            return new(PartyMatch.Ambiguous, customer.Name, null, candidates.Question);
        return candidates.Parties is [var only] ? new(PartyMatch.Found, only.Name, only.PartyId) : new(PartyMatch.New, customer.Name, null, DebtorResolver.Incomplete(customer));
    }

    // What cannot be sent as it is, as it stands here.
    private static DraftView Bare(Invoice invoice, string contact) => new(
        contact, invoice.Kind == InvoiceKind.CreditNote ? "creditNote" : "invoice", invoice.Number, null, invoice.IssueDate, invoice.DueDate, invoice.Currency, invoice.Message, null,
        [.. invoice.Lines.Select(line => new DraftViewLine(
            line.Description, line.Quantity, line.UnitPrice, line.DiscountPercent, line.DiscountAmount, InvoiceTotals.LineNet(line, invoice.PricesIncludeVat), new(null, null, line.VatCode, line.VatRate)))],
        new(invoice.Net, invoice.Vat, invoice.Gross));

    private sealed record Debtor(PartyMatch Match, string Name, long? Party, Failure? Problem = null);
}
