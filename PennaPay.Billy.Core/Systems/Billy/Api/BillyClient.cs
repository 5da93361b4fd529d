using System.Globalization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Options;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Systems.Billy.Api.Wire;

namespace PennaPay.Billy.Core.Systems.Billy.Api;

/// <summary>
/// Billy's API, version 2, as far as the product uses it. Every method throws <see cref="ApiException"/> when Billy does
/// not do what was asked. It cannot approve, send or book anything: it creates contacts, products and drafts, deletes
/// drafts, and otherwise reads.
/// </summary>
/// <remarks>
/// Reads are tried again after a failure that may pass. Writes never are: Billy knows no idempotency key, so whether a
/// failed write was carried out is the caller's question to ask (<see cref="ApiException.MayHaveBeenProcessed"/>).
/// </remarks>
public sealed class BillyClient
{
    // A list that goes on for longer than this is a fault of the server's paging.
    private const int MostPages = 1000;

    private readonly ApiSender sender;
    private readonly BillyOptions options;

    internal BillyClient(ApiSender sender, IOptions<BillyOptions> options)
    {
        this.sender = sender;
        this.options = options.Value;
    }

    /// <summary>The organisation behind the token.</summary>
    public Task<BillyOrganization> GetOrganizationAsync(ApiAccess access, CancellationToken cancellationToken) =>
        sender.SendAsync(access, ApiSender.Organization, cancellationToken);

    /// <summary>The chart of accounts.</summary>
    public Task<IReadOnlyList<BillyAccount>> ListAccountsAsync(ApiAccess access, CancellationToken cancellationToken) =>
        ReadAllAsync(access, "accounts", [], BillyAnswers.Default.AccountsAnswer, a => a.Accounts, cancellationToken);

    /// <summary>All VAT rates.</summary>
    public Task<IReadOnlyList<BillyTaxRate>> ListTaxRatesAsync(ApiAccess access, CancellationToken cancellationToken) =>
        ReadAllAsync(access, "taxRates", [], BillyAnswers.Default.TaxRatesAnswer, a => a.TaxRates, cancellationToken);

    /// <summary>The groups of countries that VAT rules speak of.</summary>
    public Task<IReadOnlyList<BillyCountryGroup>> ListCountryGroupsAsync(ApiAccess access, CancellationToken cancellationToken) =>
        ReadAllAsync(access, "countryGroups", [], BillyAnswers.Default.CountryGroupsAnswer, a => a.CountryGroups, cancellationToken);

    /// <summary>All VAT rulesets with their rules.</summary>
    public Task<IReadOnlyList<BillySalesTaxRuleset>> ListSalesTaxRulesetsAsync(
        ApiAccess access, CancellationToken cancellationToken) => ReadAllAsync(
            access,
            "salesTaxRulesets",
            [("include", "salesTaxRuleset.rules:embed")],
            BillyAnswers.Default.SalesTaxRulesetsAnswer,
            answer => answer.SalesTaxRulesets,
            cancellationToken);

    /// <summary>All contacts with their persons, archived ones too, the oldest first.</summary>
    public Task<IReadOnlyList<BillyContact>> ListContactsAsync(ApiAccess access, CancellationToken cancellationToken) =>
        ReadContactsAsync(access, [("sortProperty", "createdTime"), ("sortDirection", "ASC")], cancellationToken);

    /// <summary>The contacts with exactly this number; Billy does not keep numbers unique.</summary>
    public async Task<IReadOnlyList<BillyContact>> FindContactsByContactNoAsync(
        ApiAccess access, string contactNo, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(contactNo);
        var found = await ReadContactsAsync(access, [("contactNo", contactNo)], cancellationToken);
        return [.. found.Where(contact => contact.ContactNo == contactNo)];
    }

    /// <summary>One contact with its persons; null when Billy has no such contact.</summary>
    public Task<BillyContact?> GetContactAsync(ApiAccess access, string id, CancellationToken cancellationToken) =>
        ReadOrNullAsync(
            access,
            new ApiCall<ContactsAnswer, BillyContact>(
                HttpMethod.Get,
                RecordPath("contacts", id, ("include", ContactInclude)),
                null,
                BillyAnswers.Default.ContactsAnswer,
                answer => ById(answer.Contact, answer.Contacts, id)),
            cancellationToken);

    /// <summary>Creates a contact.</summary>
    public Task<BillyContact> CreateContactAsync(
        ApiAccess access, NewContact contact, CancellationToken cancellationToken) => sender.SendAsync(
            access,
            new ApiCall<ContactsAnswer, BillyContact>(
                HttpMethod.Post,
                "contacts",
                BillyBodies.Bytes(
                    new ContactRoot(ContactBody.Of(contact, OrganizationId(access))), BillyBodies.Default.ContactRoot),
                BillyAnswers.Default.ContactsAnswer,
                answer => One(answer.Contact, answer.Contacts, created => created.Name == contact.Name)),
            cancellationToken);

    /// <summary>All products with their prices, archived ones too.</summary>
    public Task<IReadOnlyList<BillyProduct>> ListProductsAsync(ApiAccess access, CancellationToken cancellationToken) =>
        ReadProductsAsync(access, [], cancellationToken);

    /// <summary>The products with exactly this number; Billy does not keep numbers unique.</summary>
    public async Task<IReadOnlyList<BillyProduct>> FindProductsByProductNoAsync(
        ApiAccess access, string productNo, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(productNo);
        var found = await ReadProductsAsync(access, [("productNo", productNo)], cancellationToken);
        return [.. found.Where(product => product.ProductNo == productNo)];
    }

    /// <summary>Creates a product.</summary>
    public Task<BillyProduct> CreateProductAsync(
        ApiAccess access, NewProduct product, CancellationToken cancellationToken) => sender.SendAsync(
            access,
            new ApiCall<ProductsAnswer, BillyProduct>(
                HttpMethod.Post,
                "products",
                BillyBodies.Bytes(
                    new ProductRoot(ProductBody.Of(product, OrganizationId(access))), BillyBodies.Default.ProductRoot),
                BillyAnswers.Default.ProductsAnswer,
                answer => One(answer.Product, answer.Products, created => created.Name == product.Name)),
            cancellationToken);

    /// <summary>Creates a draft, with one request that is never repeated.</summary>
    /// <returns>The draft with the lines that Billy answered.</returns>
    public Task<BillyInvoice> CreateDraftInvoiceAsync(
        ApiAccess access, NewDraftInvoice draft, CancellationToken cancellationToken)
    {
        return sender.SendAsync(
            access,
            new ApiCall<InvoicesAnswer, BillyInvoice>(
                HttpMethod.Post,
                "invoices",
                BillyBodies.Bytes(
                    new DraftInvoiceRoot(DraftInvoiceBody.Of(draft, OrganizationId(access))),
                    BillyBodies.Default.DraftInvoiceRoot),
                BillyAnswers.Default.InvoicesAnswer,
                answer => WithLines(answer, One(answer.Invoice, answer.Invoices, IsTheDraft))),
            cancellationToken);

        bool IsTheDraft(BillyInvoice created) =>
            created.ContactId == draft.ContactId && created.OrderNo == draft.OrderNo
            && (created.Type ?? "invoice") == draft.Type;
    }

    /// <summary>One invoice with its lines; null when Billy has no such invoice.</summary>
    public Task<BillyInvoice?> GetInvoiceAsync(ApiAccess access, string id, CancellationToken cancellationToken) =>
        ReadOrNullAsync(
            access,
            new ApiCall<InvoicesAnswer, BillyInvoice>(
                HttpMethod.Get,
                RecordPath("invoices", id, ("include", "invoice.lines:embed")),
                null,
                BillyAnswers.Default.InvoicesAnswer,
                answer => WithLines(answer, ById(answer.Invoice, answer.Invoices, id))),
            cancellationToken);

    /// <summary>The invoices in every state with exactly this external id, without lines.</summary>
    public async Task<IReadOnlyList<BillyInvoice>> FindInvoicesByExternalIdAsync(
        ApiAccess access, string externalId, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(externalId);
        var found = await FindInvoicesAsync(access, ("externalId", externalId), cancellationToken);
        return [.. found.Where(invoice => invoice.ExternalId == externalId)];
    }

    /// <summary>The invoices in every state with exactly this order number, without lines.</summary>
    public async Task<IReadOnlyList<BillyInvoice>> FindInvoicesByOrderNoAsync(
        ApiAccess access, string orderNo, CancellationToken cancellationToken)
    {
        // Order numbers have no filter of their own (billy-api.md 3.3).
        ArgumentException.ThrowIfNullOrWhiteSpace(orderNo);
        var found = await FindInvoicesAsync(access, ("q", orderNo), cancellationToken);
        return [.. found.Where(invoice => invoice.OrderNo == orderNo)];
    }

    /// <summary>One page of invoices without lines, the newest first.</summary>
    public Task<BillyPage<BillyInvoice>> ListInvoicesAsync(
        ApiAccess access, InvoiceFilter filter, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(filter.Page, 1);
        return ReadPageAsync(
            access,
            "invoices",
            [
                ("state", filter.State),
                ("contactId", filter.ContactId),
                ("minEntryDate", Day(filter.MinEntryDate)),
                ("maxEntryDate", Day(filter.MaxEntryDate)),
                .. NewestFirst,
            ],
            filter.Page,
            filter.PageSize ?? options.PageSize,
            BillyAnswers.Default.InvoicesAnswer,
            answer => answer.Invoices,
            cancellationToken);
    }

    /// <summary>
    /// Deletes an invoice with its lines. The caller has checked that it is a draft of ours. Billy answers a missing one
    /// with success as well (billy-api.md 1.5).
    /// </summary>
    public Task DeleteDraftInvoiceAsync(ApiAccess access, string id, CancellationToken cancellationToken) =>
        sender.SendAsync(
            access,
            new ApiCall<Answer, Answer>(
                HttpMethod.Delete, RecordPath("invoices", id), null, BillyAnswers.Default.Answer, answer => answer),
            cancellationToken);

    private const string ContactInclude = "contact.contactPersons:embed";

    private static (string Key, string? Value)[] NewestFirst => [("sortProperty", "createdTime"), ("sortDirection", "DESC")];

    private Task<IReadOnlyList<BillyContact>> ReadContactsAsync(
        ApiAccess access, (string, string?)[] query, CancellationToken cancellationToken) => ReadAllAsync(
            access,
            "contacts",
            [.. query, ("include", ContactInclude)],
            BillyAnswers.Default.ContactsAnswer,
            answer => answer.Contacts,
            cancellationToken);

    private Task<IReadOnlyList<BillyProduct>> ReadProductsAsync(
        ApiAccess access, (string, string?)[] query, CancellationToken cancellationToken) => ReadAllAsync(
            access,
            "products",
            [.. query, ("include", "product.prices:embed")],
            BillyAnswers.Default.ProductsAnswer,
            answer => answer.Products,
            cancellationToken);

    private Task<IReadOnlyList<BillyInvoice>> FindInvoicesAsync(
        ApiAccess access, (string, string?) condition, CancellationToken cancellationToken) => ReadAllAsync(
            access,
            "invoices",
            [condition, .. NewestFirst],
            BillyAnswers.Default.InvoicesAnswer,
            answer => answer.Invoices,
            cancellationToken);

    private async Task<IReadOnlyList<TRecord>> ReadAllAsync<TAnswer, TRecord>(
        ApiAccess access,
        string resource,
        (string, string?)[] query,
        JsonTypeInfo<TAnswer> answerType,
        Func<TAnswer, IReadOnlyList<TRecord>?> records,
        CancellationToken cancellationToken)
        where TAnswer : Answer
        where TRecord : class, IBillyRecord
    {
        // Records may move between pages while they are read, so one can come twice.
        OrderedDictionary<string, TRecord> all = [];
        for (var number = 1; number <= MostPages; number++)
        {
            var page = await ReadPageAsync(
                access, resource, query, number, options.PageSize, answerType, records, cancellationToken);
            foreach (var record in page.Items)
                all[record.Id] = record;
            if (page.Items.Count == 0 || number >= page.PageCount)
                return [.. all.Values];
        }

        throw new ApiException(ApiFailure.Unreadable, $"Billy's list of {resource} does not end.")
        {
            MayHaveBeenProcessed = true,
        };
    }

    private Task<BillyPage<TRecord>> ReadPageAsync<TAnswer, TRecord>(
        ApiAccess access,
        string resource,
        (string, string?)[] query,
        int number,
        int pageSize,
        JsonTypeInfo<TAnswer> answerType,
        Func<TAnswer, IReadOnlyList<TRecord>?> records,
        CancellationToken cancellationToken)
        where TAnswer : Answer
        where TRecord : class, IBillyRecord
    {
        var path = resource + Query(
        [
            ("organizationId", OrganizationId(access)),
            .. query,
            ("page", number.ToString(CultureInfo.InvariantCulture)),
            ("pageSize", pageSize.ToString(CultureInfo.InvariantCulture)),
        ]);
        return sender.SendAsync(
            access,
            new ApiCall<TAnswer, BillyPage<TRecord>>(HttpMethod.Get, path, null, answerType, Page),
            cancellationToken);

        BillyPage<TRecord>? Page(TAnswer answer) =>
            records(answer) is { } items && items.All(BillyId.IsGiven)
                ? new BillyPage<TRecord>(
                    items, number, answer.Meta?.Paging?.PageCount ?? number, answer.Meta?.Paging?.Total ?? items.Count)
                : null;
    }

    private async Task<TRecord?> ReadOrNullAsync<TAnswer, TRecord>(
        ApiAccess access, ApiCall<TAnswer, TRecord> call, CancellationToken cancellationToken)
        where TAnswer : Answer
        where TRecord : class
    {
        try
        {
            return await sender.SendAsync(access, call, cancellationToken);
        }
        catch (ApiException exception) when (exception is
            { Failure: ApiFailure.NotFound, ErrorCode: "RECORD_NOT_FOUND" })
        {
            return null;
        }
    }

    /// <summary>
    /// The record that an answer is about. An answer to a write holds "all records that changed"; where there are several,
    /// exactly one must be the expected one.
    /// </summary>
    private static TRecord? One<TRecord>(
        TRecord? single, IReadOnlyList<TRecord>? several, Func<TRecord, bool> isExpected)
        where TRecord : class, IBillyRecord
    {
        IReadOnlyList<TRecord> candidates = single is null ? several ?? [] : [single];
        if (candidates.Count > 1)
            candidates = [.. candidates.Where(record => record is not null && isExpected(record))];
        return candidates.Count == 1 && BillyId.IsGiven(candidates[0]) ? candidates[0] : null;
    }

    private static TRecord? ById<TRecord>(TRecord? single, IReadOnlyList<TRecord>? several, string id)
        where TRecord : class, IBillyRecord =>
        One(single, several, record => record.Id == id) is { } found && found.Id == id ? found : null;

    private static BillyInvoice? WithLines(InvoicesAnswer answer, BillyInvoice? invoice)
    {
        if (invoice is null)
            return null;
        var beside = (answer.InvoiceLines ?? []).Where(line => line is not null && line.InvoiceId == invoice.Id);
        return invoice with
        {
            Lines = [.. (invoice.Lines.Count > 0 ? invoice.Lines : beside).OrderBy(line => line.Priority)],
        };
    }

    private string? OrganizationId(ApiAccess access) => options.OmitOrganizationId ? null : access.OrganizationId;

    private static string RecordPath(string resource, string id, params (string, string?)[] query) =>
        $"{resource}/{BillyId.Checked(id)}{Query(query)}";

    private static string Query((string Key, string? Value)[] query)
    {
        var pairs = query.Where(pair => pair.Value is not null)
            .Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value!)}");
        return string.Join('&', pairs) is { Length: > 0 } joined ? "?" + joined : "";
    }

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
