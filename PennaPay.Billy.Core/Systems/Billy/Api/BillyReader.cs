using System.Globalization;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Http.Lists;
using PennaPay.Billy.Core.Systems.Billy.Api.Wire;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Systems.Billy.Api;

/// <summary>
/// What is read from Billy's API, version 2. Every method throws <see cref="ApiException"/> when Billy does not give what
/// was asked. Reads are tried again after a failure that may pass.
/// </summary>
public sealed class BillyReader
{
    private readonly ApiReader reader;
    private readonly BillyLists lists;

    internal BillyReader(ApiReader reader, BillyLists lists)
    {
        this.reader = reader;
        this.lists = lists;
    }

    /// <summary>The organisation behind the token.</summary>
    public Task<BillyOrganization> GetOrganizationAsync(ApiAccess access, CancellationToken cancellationToken) =>
        reader.ReadAsync(access, BillyProfile.Organization, cancellationToken);

    public Task<IReadOnlyList<BillyAccount>> ListAccountsAsync(ApiAccess access, CancellationToken cancellationToken) =>
        lists.ReadAllAsync(access, "accounts", [], BillyAnswers.Default.AccountsAnswer, a => a.Accounts, cancellationToken);

    /// <summary>All VAT rates.</summary>
    public Task<IReadOnlyList<BillyTaxRate>> ListTaxRatesAsync(ApiAccess access, CancellationToken cancellationToken) =>
        lists.ReadAllAsync(access, "taxRates", [], BillyAnswers.Default.TaxRatesAnswer, a => a.TaxRates, cancellationToken);

    /// <summary>The groups of countries that VAT rules speak of.</summary>
    public Task<IReadOnlyList<BillyCountryGroup>> ListCountryGroupsAsync(ApiAccess access, CancellationToken cancellationToken) =>
        lists.ReadAllAsync(access, "countryGroups", [], BillyAnswers.Default.CountryGroupsAnswer, a => a.CountryGroups, cancellationToken);

    /// <summary>All VAT rulesets with their rules.</summary>
    public Task<IReadOnlyList<BillySalesTaxRuleset>> ListSalesTaxRulesetsAsync(
        ApiAccess access, CancellationToken cancellationToken) => lists.ReadAllAsync(
            access,
            "salesTaxRulesets",
            [("include", "salesTaxRuleset.rules:embed")],
            BillyAnswers.Default.SalesTaxRulesetsAnswer,
            answer => answer.SalesTaxRulesets,
            cancellationToken);

    /// <summary>All contacts with their persons, archived ones too, the oldest first.</summary>
    public Task<IReadOnlyList<BillyContact>> ListContactsAsync(ApiAccess access, CancellationToken cancellationToken) =>
        ListContactsAsync(access, null, cancellationToken);

    /// <inheritdoc cref="ListContactsAsync(ApiAccess, CancellationToken)"/>
    /// <param name="access">Whose.</param>
    /// <param name="read">Is told with every page how many were read so far.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<IReadOnlyList<BillyContact>> ListContactsAsync(ApiAccess access, Action<int>? read, CancellationToken cancellationToken) =>
        lists.ReadAllAsync(
            access,
            "contacts",
            [.. OldestFirst, ("include", ContactInclude)],
            BillyAnswers.Default.ContactsAnswer,
            answer => answer.Contacts,
            cancellationToken,
            read);

    /// <summary>One contact with its persons; null when Billy has no such contact.</summary>
    public Task<BillyContact?> GetContactAsync(ApiAccess access, string id, CancellationToken cancellationToken) =>
        ReadOrNullAsync(
            access,
            new ApiRead<ContactsAnswer, BillyContact>(
                BillyPaths.Record("contacts", id, ("include", ContactInclude)),
                BillyAnswers.Default.ContactsAnswer,
                answer => AnswerRecords.ById(answer.Contact, answer.Contacts, id)),
            cancellationToken);

    /// <summary>All products with their prices, archived ones too.</summary>
    public Task<IReadOnlyList<BillyProduct>> ListProductsAsync(ApiAccess access, CancellationToken cancellationToken) =>
        ReadProductsAsync(access, [], cancellationToken);

    /// <inheritdoc cref="ListProductsAsync(ApiAccess, CancellationToken)"/>
    /// <param name="access">Whose.</param>
    /// <param name="read">Is told with every page how many were read so far.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<IReadOnlyList<BillyProduct>> ListProductsAsync(ApiAccess access, Action<int>? read, CancellationToken cancellationToken) =>
        ReadProductsAsync(access, [], cancellationToken, read);

    /// <summary>One product with its prices; null when Billy has no such product.</summary>
    public Task<BillyProduct?> GetProductAsync(ApiAccess access, string id, CancellationToken cancellationToken) =>
        ReadOrNullAsync(
            access,
            new ApiRead<ProductsAnswer, BillyProduct>(
                BillyPaths.Record("products", id, ("include", ProductInclude)),
                BillyAnswers.Default.ProductsAnswer,
                answer => AnswerRecords.ById(answer.Product, answer.Products, id)),
            cancellationToken);

    /// <summary>The products with exactly this number; Billy does not keep numbers unique.</summary>
    public async Task<IReadOnlyList<BillyProduct>> FindProductsByProductNoAsync(
        ApiAccess access, string productNo, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(productNo);
        var found = await ReadProductsAsync(access, [("productNo", productNo)], cancellationToken);
        return [.. found.Where(product => product.ProductNo == productNo)];
    }

    /// <summary>One invoice with its lines; null when Billy has no such invoice.</summary>
    public Task<BillyInvoice?> GetInvoiceAsync(ApiAccess access, string id, CancellationToken cancellationToken) =>
        ReadOrNullAsync(
            access,
            new ApiRead<InvoicesAnswer, BillyInvoice>(
                BillyPaths.Record("invoices", id, ("include", "invoice.lines:embed")),
                BillyAnswers.Default.InvoicesAnswer,
                answer => AnswerRecords.WithLines(answer, AnswerRecords.ById(answer.Invoice, answer.Invoices, id))),
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
        // Order numbers have no filter of their own.
        ArgumentException.ThrowIfNullOrWhiteSpace(orderNo);
        var found = await FindInvoicesAsync(access, ("q", orderNo), cancellationToken);
        // Billy's comes cleaned, and an invoice from before numbers were cleaned is still to be found.
        return [.. found.Where(invoice => invoice.OrderNo == OutsideText.Line(orderNo))];
    }

    /// <summary>What several pages of one list may cost together.</summary>
    internal ListBudget NewBudget() => lists.NewBudget();

    /// <summary>One page of invoices, the newest first.</summary>
    public Task<BillyPage<BillyInvoice>> ListInvoicesAsync(
        ApiAccess access, InvoiceFilter filter, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(filter.Page, 1);
        return lists.ReadPageAsync(
            access,
            "invoices",
            [
                ("state", filter.State),
                ("contactId", filter.ContactId),
                ("creditedInvoiceId", filter.CreditedInvoiceId),
                ("isPaid", filter.IsPaid switch { true => "true", false => "false", null => null }),
                ("include", filter.WithLines ? "invoice.lines:embed" : null),
                ("minEntryDate", Day(filter.MinEntryDate)),
                ("maxEntryDate", Day(filter.MaxEntryDate)),
                .. NewestFirst,
            ],
            filter.Page,
            filter.PageSize ?? lists.PageSize,
            filter.Budget,
            BillyAnswers.Default.InvoicesAnswer,
            answer => answer.Invoices,
            cancellationToken);
    }

    /// <summary>All invoices and credit notes in a state, without lines, the oldest first.</summary>
    /// <param name="access">Whose.</param>
    /// <param name="state"><c>draft</c>, <c>approved</c> or <c>voided</c>.</param>
    /// <param name="read">Is told with every page how many were read so far.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<IReadOnlyList<BillyInvoice>> ListAllInvoicesAsync(
        ApiAccess access, string state, Action<int>? read, CancellationToken cancellationToken) => lists.ReadAllAsync(
            access,
            "invoices",
            [("state", state), .. OldestFirst],
            BillyAnswers.Default.InvoicesAnswer,
            answer => answer.Invoices,
            cancellationToken,
            read);

    /// <summary>All payments through bank accounts with what they settle, voided ones too, the oldest first.</summary>
    public Task<IReadOnlyList<BillyBankPayment>> ListBankPaymentsAsync(ApiAccess access, CancellationToken cancellationToken) =>
        lists.ReadAllAsync(
            access,
            "bankPayments",
            [.. OldestFirst, ("include", "bankPayment.associations:embed")],
            BillyAnswers.Default.BankPaymentsAnswer,
            answer => answer.BankPayments,
            cancellationToken);

    private const string ContactInclude = "contact.contactPersons:embed,contact.city:embed";

    private const string ProductInclude = "product.prices:embed";

    // What is added while a list is read comes on its last page, and nothing moves.
    private static (string Key, string? Value)[] OldestFirst => [("sortProperty", "createdTime"), ("sortDirection", "ASC")];

    private static (string Key, string? Value)[] NewestFirst => [("sortProperty", "createdTime"), ("sortDirection", "DESC")];

    private Task<IReadOnlyList<BillyProduct>> ReadProductsAsync(
        ApiAccess access, (string, string?)[] query, CancellationToken cancellationToken, Action<int>? read = null) => lists.ReadAllAsync(
            access,
            "products",
            [.. query, ("include", ProductInclude)],
            BillyAnswers.Default.ProductsAnswer,
            answer => answer.Products,
            cancellationToken,
            read);

    private Task<IReadOnlyList<BillyInvoice>> FindInvoicesAsync(
        ApiAccess access, (string, string?) condition, CancellationToken cancellationToken) => lists.ReadAllAsync(
            access,
            "invoices",
            [condition, .. NewestFirst],
            BillyAnswers.Default.InvoicesAnswer,
            answer => answer.Invoices,
            cancellationToken);

    private async Task<TRecord?> ReadOrNullAsync<TAnswer, TRecord>(
        ApiAccess access, ApiRead<TAnswer, TRecord> read, CancellationToken cancellationToken)
        where TAnswer : Answer
        where TRecord : class
    {
        try
        {
            return await reader.ReadAsync(access, read, cancellationToken);
        }
        catch (ApiException exception) when (exception is
            { Failure: ApiFailure.NotFound, ErrorCode: "RECORD_NOT_FOUND" })
        {
            return null;
        }
    }

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
