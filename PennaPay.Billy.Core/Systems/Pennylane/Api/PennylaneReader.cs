using System.Runtime.CompilerServices;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Systems.Pennylane.Api.Wire;

namespace PennaPay.Billy.Core.Systems.Pennylane.Api;

/// <summary>
/// What is read from Pennylane's external API, version 2; nothing is written there. Every method throws <see cref="ApiException"/>
/// when Pennylane does not give what was asked. Reads are tried again after a failure that may pass. Lists are read by ascending ids, so
/// that what is added meanwhile comes on the last page.
/// </summary>
public sealed class PennylaneReader
{
    private readonly ApiReader reader;
    private readonly PennylaneLists lists;
    private readonly InvoiceLists invoices;

    internal PennylaneReader(ApiReader reader, PennylaneLists lists, InvoiceLists invoices)
    {
        this.reader = reader;
        this.lists = lists;
        this.invoices = invoices;
    }

    /// <summary>Whose token it is, and what it may do.</summary>
    public Task<PennylaneMe> GetMeAsync(ApiAccess access, CancellationToken cancellationToken) =>
        reader.ReadAsync(access, new ApiRead<PennylaneMe, PennylaneMe>("me", PennylaneAnswers.Default.PennylaneMe, me => me), cancellationToken);

    /// <summary>Customers, page by page.</summary>
    public async IAsyncEnumerable<IReadOnlyList<PennylaneCustomer>> ListCustomersAsync(
        ApiAccess access, CustomerFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var excluded = filter.Excluded.ToHashSet();
        List<Condition> conditions =
        [
            .. After(filter.AfterId),
            .. filter.NameBeginsWith is { Length: > 0 } name ? [Condition.Of("name", "start_with", name)] : Array.Empty<Condition>(),
        ];
        if (excluded.Count <= PennylaneLists.MostInFilter)
        {
            if (excluded.Count > 0)
                conditions.Add(Condition.NotIn("id", excluded));
            await foreach (var page in lists.PagesAsync(access, Customers(conditions), cancellationToken))
                yield return [.. page.Where(customer => !excluded.Contains(customer.Id))];
            yield break;
        }

        // Too many to name in an address, so that those are named which are wanted.
        var ids = new PennylaneList<PennylaneRecordId>(CustomersResource, PennylaneAnswers.Default.PageAnswerPennylaneRecordId)
        {
            Query = [("filter", PennylanePaths.Filter(conditions)), ("sort", "id")],
        };
        await foreach (var page in lists.PagesAsync(access, ids, cancellationToken))
            yield return await ListCustomersByIdAsync(access, [.. page.Select(one => one.Id).Where(id => !excluded.Contains(id))], cancellationToken);
    }

    /// <summary>The ids of all customers, page by page, without what else is known of them.</summary>
    public async IAsyncEnumerable<IReadOnlyList<long>> ListCustomerIdsAsync(
        ApiAccess access, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var list = new PennylaneList<PennylaneRecordId>(CustomersResource, PennylaneAnswers.Default.PageAnswerPennylaneRecordId);
        await foreach (var page in lists.PagesAsync(access, list, cancellationToken))
            yield return [.. page.Select(one => one.Id)];
    }

    /// <summary>These customers, by ascending ids; whoever is missing was deleted.</summary>
    public async Task<IReadOnlyList<PennylaneCustomer>> ListCustomersByIdAsync(
        ApiAccess access, IReadOnlyCollection<long> ids, CancellationToken cancellationToken)
    {
        List<PennylaneCustomer> found = [];
        foreach (var batch in Batches(ids, PennylaneLists.MostInFilter))
        {
            var customers = await lists.ReadAllAsync(access, Customers([Condition.In("id", batch)]), cancellationToken);
            found.AddRange(customers.Where(customer => batch.Contains(customer.Id)));
        }

        return found;
    }

    /// <summary>The persons at a customer; null when there is no such customer.</summary>
    public Task<IReadOnlyList<PennylaneContact>?> ListContactsAsync(ApiAccess access, long customer, CancellationToken cancellationToken) =>
        lists.ReadAllOrNullAsync(
            access,
            new PennylaneList<PennylaneContact>(
                $"{CustomersResource}/{PennylanePaths.Number(customer)}/contacts", PennylaneAnswers.Default.PageAnswerPennylaneContact),
            cancellationToken);

    /// <summary>
    /// Invoices and credit notes with their lines, page by page. Of excluded customers' nothing but ids is read. While some are
    /// excluded, Pennylane may leave out invoices without a customer.
    /// </summary>
    public async IAsyncEnumerable<IReadOnlyList<PennylaneInvoice>> ListInvoicesAsync(
        ApiAccess access, InvoiceFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var includes = new StrongBox<bool>(true);
        var excluded = filter.ExcludedCustomers.ToHashSet();
        if (excluded.Count <= PennylaneLists.MostInFilter)
        {
            await foreach (var page in invoices.PagesAsync(access, Conditions(filter), IsWanted, includes, cancellationToken))
                yield return page;
            yield break;
        }

        // Too many to name in an address, so that those are named which are wanted.
        await foreach (var page in ListInvoiceIdsAsync(access, filter, cancellationToken))
            yield return await ListInvoicesByIdAsync(access, [.. page.Select(one => one.Id)], [], includes, cancellationToken);

        bool IsWanted(PennylaneInvoice invoice) => invoice.CustomerId is not { } customer || !excluded.Contains(customer);
    }

    /// <summary>The ids of invoices and credit notes and of their customers, page by page, without what else stands in them.</summary>
    public async IAsyncEnumerable<IReadOnlyList<PennylaneInvoiceId>> ListInvoiceIdsAsync(
        ApiAccess access, InvoiceFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var excluded = filter.ExcludedCustomers.ToHashSet();
        var list = new PennylaneList<PennylaneInvoiceId>(InvoiceLists.Resource, PennylaneAnswers.Default.PageAnswerPennylaneInvoiceId)
        {
            Query = [("filter", PennylanePaths.Filter(Conditions(filter))), ("sort", "id")],
        };
        await foreach (var page in lists.PagesAsync(access, list, cancellationToken))
            yield return [.. page.Where(invoice => invoice.CustomerId is not { } customer || !excluded.Contains(customer))];
    }

    /// <summary>These invoices and credit notes with their lines, by ascending ids; what is missing was deleted.</summary>
    public Task<IReadOnlyList<PennylaneInvoice>> ListInvoicesByIdAsync(
        ApiAccess access, IReadOnlyCollection<long> ids, CancellationToken cancellationToken) =>
        ListInvoicesByIdAsync(access, ids, [], new StrongBox<bool>(true), cancellationToken);

    /// <summary>The same without those of excluded customers, of which nothing but ids is read.</summary>
    public async Task<IReadOnlyList<PennylaneInvoice>> ListInvoicesByIdAsync(
        ApiAccess access, IReadOnlyCollection<long> ids, IReadOnlyCollection<long> excludedCustomers, CancellationToken cancellationToken)
    {
        if (excludedCustomers.Count <= MostExcludedById)
            return await ListInvoicesByIdAsync(access, ids, excludedCustomers, new StrongBox<bool>(true), cancellationToken);
        // Too many to name in an address, so that those are named which are wanted.
        var excluded = excludedCustomers.ToHashSet();
        List<long> wanted = [];
        foreach (var batch in Batches(ids, PennylaneLists.MostInFilter))
        {
            var list = new PennylaneList<PennylaneInvoiceId>(InvoiceLists.Resource, PennylaneAnswers.Default.PageAnswerPennylaneInvoiceId)
            {
                Query = [("filter", PennylanePaths.Filter([Condition.In("id", batch)])), ("sort", "id")],
            };
            var found = await lists.ReadAllAsync(access, list, cancellationToken);
            wanted.AddRange(found.Where(invoice => batch.Contains(invoice.Id) && (invoice.CustomerId is not { } customer || !excluded.Contains(customer))).Select(invoice => invoice.Id));
        }

        return await ListInvoicesByIdAsync(access, wanted, cancellationToken);
    }

    /// <summary>The orders to collect money for an invoice; null when there is no such invoice.</summary>
    public Task<IReadOnlyList<PennylanePayment>?> ListPaymentsAsync(ApiAccess access, long invoice, CancellationToken cancellationToken) =>
        lists.ReadAllOrNullAsync(
            access,
            new PennylaneList<PennylanePayment>(
                $"{InvoiceLists.Resource}/{PennylanePaths.Number(invoice)}/payments", PennylaneAnswers.Default.PageAnswerPennylanePayment),
            cancellationToken);

    /// <summary>The bank's lines that were matched with an invoice; null when there is no such invoice.</summary>
    public Task<IReadOnlyList<PennylaneTransaction>?> ListMatchedTransactionsAsync(
        ApiAccess access, long invoice, CancellationToken cancellationToken) => lists.ReadAllOrNullAsync(
            access,
            new PennylaneList<PennylaneTransaction>(
                $"{InvoiceLists.Resource}/{PennylanePaths.Number(invoice)}/matched_transactions",
                PennylaneAnswers.Default.PageAnswerPennylaneTransaction),
            cancellationToken);

    /// <summary>What changed since a time, which Pennylane keeps for four weeks.</summary>
    /// <param name="access">Whose.</param>
    /// <param name="resource">Of what.</param>
    /// <param name="since">From when on; null for all that is kept.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<PennylaneChanges> ListChangesAsync(
        ApiAccess access, PennylaneResource resource, DateTimeOffset? since, CancellationToken cancellationToken)
    {
        var list = lists.Changes(resource == PennylaneResource.Customers ? CustomersResource : InvoiceLists.Resource, since);
        List<PennylaneChange> changes = [];
        try
        {
            await foreach (var page in lists.PagesAsync(access, list, cancellationToken))
                changes.AddRange(page);
            return new PennylaneChanges.Since(changes);
        }
        catch (ApiException exception) when (exception.StatusCode == 422 && since is not null && changes.Count == 0)
        {
            return new PennylaneChanges.TooLongAgo();
        }
    }

    private const string CustomersResource = "customers";

    // With as many ids beside them they make an address that is not too long.
    private const int MostExcludedById = 50;

    private static PennylaneList<PennylaneCustomer> Customers(IReadOnlyCollection<Condition> conditions) =>
        new(CustomersResource, PennylaneAnswers.Default.PageAnswerPennylaneCustomer)
        {
            Query = [("filter", PennylanePaths.Filter(conditions)), ("sort", "id")],
        };

    private static List<Condition> Conditions(InvoiceFilter filter)
    {
        List<Condition> conditions = [.. After(filter.AfterId)];
        if (filter.CustomerId is { } customer)
            conditions.Add(Condition.Of("customer_id", "eq", PennylanePaths.Number(customer)));
        if (filter.ExcludedCustomers.Count is > 0 and <= PennylaneLists.MostInFilter)
            conditions.Add(Condition.NotIn("customer_id", filter.ExcludedCustomers));
        if (filter.AreCreditNotes is { } creditNotes)
            conditions.Add(Condition.Of("credit_note", "eq", Flag(creditNotes)));
        if (filter.AreDrafts is { } drafts)
            conditions.Add(Condition.Of("draft", "eq", Flag(drafts)));
        return conditions;
    }

    private static Condition[] After(long? id) => id is { } last ? [Condition.Of("id", "gt", PennylanePaths.Number(last))] : [];

    private static string Flag(bool value) => value ? "true" : "false";

    private static IEnumerable<HashSet<long>> Batches(IReadOnlyCollection<long> ids, int size) =>
        ids.Distinct().Order().Chunk(size).Select(batch => batch.ToHashSet());

    private async Task<IReadOnlyList<PennylaneInvoice>> ListInvoicesByIdAsync(
        ApiAccess access, IReadOnlyCollection<long> ids, IReadOnlyCollection<long> excluded, StrongBox<bool> includes, CancellationToken cancellationToken)
    {
        List<PennylaneInvoice> found = [];
        foreach (var batch in Batches(ids, PennylaneLists.MostInFilter - excluded.Count))
        {
            Condition[] conditions = excluded.Count > 0 ? [Condition.In("id", batch), Condition.NotIn("customer_id", excluded)] : [Condition.In("id", batch)];
            var pages = invoices.PagesAsync(
                access, conditions, invoice => batch.Contains(invoice.Id) && (invoice.CustomerId is not { } customer || !excluded.Contains(customer)), includes, cancellationToken);
            await foreach (var page in pages)
                found.AddRange(page);
        }

        return found;
    }
}
