using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Systems.PlugAndPay.Api.Wire;

namespace PennaPay.Billy.Core.Systems.PlugAndPay.Api;

/// <summary>
/// What is read from Plug&amp;Pay's API, version 2. Every method throws <see cref="ApiException"/> when Plug&amp;Pay does not give what was
/// asked. Reads are tried again after a failure that may pass.
/// </summary>
/// <remarks>
/// Lists have numbered pages, so that whatever leaves a list while it is read moves something over a page's edge unseen. Whoever must
/// miss nothing reads again from a day before.
/// </remarks>
public sealed class PlugAndPayReader
{
    private readonly ApiReader reader;
    private readonly PlugAndPayLists lists;

    internal PlugAndPayReader(ApiReader reader, PlugAndPayLists lists)
    {
        this.reader = reader;
        this.lists = lists;
    }

    /// <summary>The shop that the key is for.</summary>
    public Task<PlugAndPayShop> GetShopAsync(ApiAccess access, CancellationToken cancellationToken) =>
        reader.ReadAsync(
            access,
            new ApiRead<DataAnswer<PlugAndPayShop>, PlugAndPayShop>(
                "auth/tenants/me", PlugAndPayAnswers.Default.DataAnswerPlugAndPayShop, answer => answer.Data),
            cancellationToken);

    /// <summary>Orders with everything that belongs to them, page by page.</summary>
    public IAsyncEnumerable<IReadOnlyList<PlugAndPayOrder>> ListOrdersAsync(
        ApiAccess access, OrderFilter filter, CancellationToken cancellationToken) => ListOrdersAsync(access, filter, 1, cancellationToken);

    /// <summary>The same from a page on, of which the first is 1.</summary>
    public IAsyncEnumerable<IReadOnlyList<PlugAndPayOrder>> ListOrdersAsync(
        ApiAccess access, OrderFilter filter, int page, CancellationToken cancellationToken) =>
        lists.PagesAsync(
            access,
            new PlugAndPayList<PlugAndPayOrder>(OrdersResource, PlugAndPayAnswers.Default.PageAnswerPlugAndPayOrder)
            {
                Query = [.. PlugAndPayPaths.Conditions(filter), ("include", PlugAndPayPaths.Everything)],
            },
            cancellationToken,
            page);

    /// <summary>How many orders there are, by one request; null where Plug&amp;Pay does not say.</summary>
    public Task<int?> CountOrdersAsync(ApiAccess access, OrderFilter filter, CancellationToken cancellationToken) =>
        lists.CountAsync(
            access,
            new PlugAndPayList<PlugAndPayOrder>(OrdersResource, PlugAndPayAnswers.Default.PageAnswerPlugAndPayOrder) { Query = PlugAndPayPaths.Conditions(filter) },
            cancellationToken);

    /// <summary>
    /// Final invoices and credit invoices of live orders, the oldest first. Plug&amp;Pay knows days only, so that some of before the moment
    /// come along.
    /// </summary>
    public IAsyncEnumerable<IReadOnlyList<PlugAndPayOrder>> ListFinalInvoicesAsync(
        ApiAccess access, DateTimeOffset since, CancellationToken cancellationToken) =>
        ListOrdersAsync(access, FinalSince(since), cancellationToken);

    /// <summary>The same of credit invoices alone.</summary>
    public IAsyncEnumerable<IReadOnlyList<PlugAndPayOrder>> ListCreditInvoicesAsync(
        ApiAccess access, DateTimeOffset since, CancellationToken cancellationToken) =>
        ListOrdersAsync(access, FinalSince(since) with { PaymentStatuses = [PaymentStatuses.CreditInvoice] }, cancellationToken);

    /// <summary>An order with everything that belongs to it; null when there is none, or somebody deleted it.</summary>
    public Task<PlugAndPayOrder?> FindOrderAsync(ApiAccess access, long id, CancellationToken cancellationToken) =>
        OrNullAsync(reader.ReadAsync(
            access,
            new ApiRead<DataAnswer<PlugAndPayOrder>, PlugAndPayOrder>(
                $"{PlugAndPayPaths.Record(OrdersResource, id)}{PlugAndPayPaths.Query(("include", PlugAndPayPaths.Everything))}",
                PlugAndPayAnswers.Default.DataAnswerPlugAndPayOrder,
                answer => answer.Data is { } order && order.Id == id ? order : null),
            cancellationToken));

    /// <summary>How an order is paid; null when there is no such order.</summary>
    public Task<PlugAndPayPayment?> FindPaymentAsync(ApiAccess access, long order, CancellationToken cancellationToken) =>
        OrNullAsync(reader.ReadAsync(
            access,
            new ApiRead<DataAnswer<PlugAndPayPayment>, PlugAndPayPayment>(
                PlugAndPayPaths.Payment(order),
                PlugAndPayAnswers.Default.DataAnswerPlugAndPayPayment,
                answer => answer.Data is { } payment && (payment.OrderId ?? order) == order ? payment : null),
            cancellationToken));

    /// <summary>
    /// The invoice of an order as a PDF of at most five megabytes; null when there is none. Where it is had is assumed, for it is not
    /// documented.
    /// </summary>
    public Task<byte[]?> FindInvoicePdfAsync(ApiAccess access, long order, CancellationToken cancellationToken) =>
        OrNullAsync(reader.ReadAsync(
            access,
            new ApiRead<DataAnswer<PlugAndPayOrder>, byte[]>(
                PlugAndPayPaths.Invoice(order), PlugAndPayAnswers.Default.DataAnswerPlugAndPayOrder, _ => null)
            {
                OfBytes = body => body.StartsWith("%PDF-"u8) ? body.ToArray() : null,
                LargestAnswer = LargestPdf,
            },
            cancellationToken));

    /// <summary>All products, with the ledger accounts that the shop gave them.</summary>
    public Task<IReadOnlyList<PlugAndPayProduct>> ListProductsAsync(ApiAccess access, CancellationToken cancellationToken) =>
        lists.ReadAllAsync(
            access,
            new PlugAndPayList<PlugAndPayProduct>("products", PlugAndPayAnswers.Default.PageAnswerPlugAndPayProduct),
            cancellationToken);

    /// <summary>VAT rates.</summary>
    /// <param name="access">Whose.</param>
    /// <param name="country">ISO 3166 code of two letters; null for those of all countries.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<IReadOnlyList<PlugAndPayTaxRate>> ListTaxRatesAsync(ApiAccess access, string? country, CancellationToken cancellationToken) =>
        lists.ReadAllAsync(
            access,
            new PlugAndPayList<PlugAndPayTaxRate>("tax-rates", PlugAndPayAnswers.Default.PageAnswerPlugAndPayTaxRate)
            {
                Query = [("country", country)],
            },
            cancellationToken);

    private const string OrdersResource = "orders";

    private const int LargestPdf = 5 * 1024 * 1024;

    // The day in the Netherlands is never behind that of UTC, so that none is missed.
    private static OrderFilter FinalSince(DateTimeOffset since) => new()
    {
        AreFinal = true,
        AreLive = true,
        SinceInvoiceDate = DateOnly.FromDateTime(since.UtcDateTime),
        Sort = OrderSort.InvoiceDate,
    };

    private static async Task<T?> OrNullAsync<T>(Task<T> reading)
        where T : class
    {
        try
        {
            return await reading;
        }
        catch (ApiException exception) when (exception.Failure == ApiFailure.NotFound)
        {
            return null;
        }
    }
}
