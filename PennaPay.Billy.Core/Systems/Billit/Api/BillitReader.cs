using System.Text.Json;
using Microsoft.Extensions.Options;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Systems.Billit.Api.Orders;
using PennaPay.Billy.Core.Systems.Billit.Api.Webhooks;
using PennaPay.Billy.Core.Systems.Billit.Api.Wire;

namespace PennaPay.Billy.Core.Systems.Billit.Api;

/// <summary>
/// What is read from Billit's API, version 1. Every method throws <see cref="ApiException"/> when Billit does not give what was asked.
/// Reads are tried again after a failure that may pass. Lists are read by ascending numbers.
/// </summary>
public sealed class BillitReader
{
    // What base64 makes of three bytes.
    private const int Base64Group = 4;
    private const int AroundAFile = 64 * 1024;

    private readonly ApiReader reader;
    private readonly BillitLists lists;
    private readonly IOptions<BillitOptions> options;

    internal BillitReader(ApiReader reader, BillitLists lists, IOptions<BillitOptions> options)
    {
        this.reader = reader;
        this.lists = lists;
        this.options = options;
    }

    /// <summary>Whose token it is, and which companies it opens.</summary>
    public Task<BillitAccount> GetAccountAsync(ApiAccess access, CancellationToken cancellationToken) =>
        reader.ReadAsync(access, BillitProfile.Account, cancellationToken);

    /// <summary>Parties, page by page. Nothing says that they can be asked for by e-mail address or by an id of ours.</summary>
    public IAsyncEnumerable<IReadOnlyList<BillitParty>> ListPartiesAsync(ApiAccess access, PartyFilter filter, CancellationToken cancellationToken) =>
        lists.PagesAsync(
            access,
            new BillitList<BillitParty>(BillitPaths.Parties, "PartyID", BillitAnswers.Default.PageAnswerBillitParty)
            {
                Conditions =
                [
                    filter.AreCustomers is { } customers ? $"PartyType eq {BillitPaths.Text(customers ? "Customer" : "Supplier")}" : null,
                    filter.ModifiedSince is { } since ? $"LastModified ge {BillitPaths.Day(since)}" : null,
                ],
                Query = [("fullTextSearch", filter.Search)],
            },
            cancellationToken);

    /// <summary>One party; null when it is not there, or is another company's.</summary>
    public Task<BillitParty?> FindPartyAsync(ApiAccess access, long id, CancellationToken cancellationToken) => FindAsync(
        access,
        new ApiRead<BillitParty, BillitParty>(
            BillitPaths.Of(BillitPaths.Parties, id), BillitAnswers.Default.BillitParty, party => party.PartyId == id ? party : null),
        cancellationToken);

    /// <summary>What the company sells by, page by page, without lines.</summary>
    public IAsyncEnumerable<IReadOnlyList<BillitOrder>> ListOrdersAsync(ApiAccess access, OrderFilter filter, CancellationToken cancellationToken) =>
        lists.PagesAsync(access, Orders(filter), cancellationToken);

    /// <summary>One page of what the company sells by, without lines; the newest first.</summary>
    /// <param name="access">Whose orders.</param>
    /// <param name="filter">Which.</param>
    /// <param name="page">1 is the first.</param>
    /// <param name="parts">Into how many pages to cut what would be one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<(IReadOnlyList<BillitOrder> Items, bool IsLast)> NewestOrdersAsync(
        ApiAccess access, OrderFilter filter, int page, int parts, CancellationToken cancellationToken) =>
        lists.PageFromTheEndAsync(access, Orders(filter), page, parts, cancellationToken);

    /// <summary>
    /// All that have the same id of ours, in every state, without lines. An answer may leave the id out: then only the order itself,
    /// read by its number, proves that it is ours.
    /// </summary>
    public Task<IReadOnlyList<BillitOrder>> ListOrdersByExternalIdAsync(ApiAccess access, string externalId, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(externalId);
        return lists.ReadAllAsync(access, Orders(new() { ExternalProviderId = externalId }), cancellationToken);
    }

    /// <summary>All documents of a kind that have the same number, in every state, without lines.</summary>
    public Task<IReadOnlyList<BillitOrder>> ListOrdersByNumberAsync(ApiAccess access, OrderType type, string number, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(number);
        return lists.ReadAllAsync(access, Orders(new() { Type = type, OrderNumber = number }), cancellationToken);
    }

    /// <summary>One order with its lines and totals; null when it is not there, or is another company's.</summary>
    public Task<BillitOrder?> FindOrderAsync(ApiAccess access, long id, CancellationToken cancellationToken) => FindAsync(
        access,
        new ApiRead<BillitOrder, BillitOrder>(
            BillitPaths.Of(BillitPaths.Orders, id), BillitAnswers.Default.BillitOrder, order => order.OrderId == id ? order : null),
        cancellationToken);

    /// <summary>The order that a call of Billit's is about; null when it names none, or that is not there.</summary>
    public Task<BillitOrder?> FindOrderAsync(ApiAccess access, WebhookEvent named, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(named);
        return named.OrderId is { } id ? FindOrderAsync(access, id, cancellationToken) : Task.FromResult<BillitOrder?>(null);
    }

    /// <summary>Asks the register of Peppol for a company.</summary>
    /// <param name="access">Who asks.</param>
    /// <param name="identifier">A VAT number, a Belgian company number, or scheme and identifier such as <c>0208:0123456789</c>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ArgumentException">It is none of these.</exception>
    public Task<BillitParticipant> GetParticipantAsync(ApiAccess access, string identifier, CancellationToken cancellationToken) =>
        reader.ReadAsync(
            access,
            new ApiRead<BillitParticipant, BillitParticipant>(
                BillitPaths.Participant(identifier), BillitAnswers.Default.BillitParticipant, participant => participant),
            cancellationToken);

    /// <summary>A file, such as an order's PDF; null when there is none. One that is larger than the options allow is unreadable.</summary>
    public Task<BillitFile?> FindFileAsync(ApiAccess access, string id, CancellationToken cancellationToken) => FindAsync(
        access,
        new ApiRead<BillitFile, BillitFile>(
            BillitPaths.File(id),
            BillitAnswers.Default.BillitFile,
            file => file.FileContent.Length > 0 && file.FileContent.Length <= options.Value.LargestFile ? file : null)
        {
            LargestAnswer = (options.Value.LargestFile / 3 + 1) * Base64Group + AroundAFile,
        },
        cancellationToken);

    /// <summary>The addresses that Billit calls for the company.</summary>
    public Task<IReadOnlyList<BillitWebhook>> ListWebhooksAsync(ApiAccess access, CancellationToken cancellationToken) =>
        reader.ReadAsync(
            access,
            new ApiRead<JsonElement, IReadOnlyList<BillitWebhook>>(BillitPaths.Webhooks, BillitAnswers.Default.JsonElement, Webhooks),
            cancellationToken);

    private static BillitList<BillitOrder> Orders(OrderFilter filter) =>
        new(BillitPaths.Orders, "OrderID", BillitAnswers.Default.PageAnswerBillitOrder)
        {
            Conditions = filter.Conditions,
            GoesByNumber = true,
            Keep = filter.Holds,
        };

    // Nothing says whether they stand in a page as other lists do.
    private static IReadOnlyList<BillitWebhook>? Webhooks(JsonElement answer)
    {
        var list = answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("Items", out var items) ? items : answer;
        return list.ValueKind != JsonValueKind.Array ? null
            : [.. list.EnumerateArray().Select(item => item.Deserialize(BillitAnswers.Default.BillitWebhook)).OfType<BillitWebhook>()];
    }

    private async Task<TRecord?> FindAsync<TRecord>(ApiAccess access, ApiRead<TRecord, TRecord> read, CancellationToken cancellationToken)
        where TRecord : class
    {
        try
        {
            return await reader.ReadAsync(access, read, cancellationToken);
        }
        catch (ApiException exception) when (exception.Failure == ApiFailure.NotFound)
        {
            return null;
        }
    }
}
