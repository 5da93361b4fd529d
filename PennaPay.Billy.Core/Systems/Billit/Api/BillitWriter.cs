using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Systems.Billit.Api.Orders;
using PennaPay.Billy.Core.Systems.Billit.Api.Webhooks;
using PennaPay.Billy.Core.Systems.Billit.Api.Wire;

namespace PennaPay.Billy.Core.Systems.Billit.Api;

/// <summary>
/// What is written in Billit. Each method sends one request, which is never repeated, and answers what came of it; a cancelled one
/// throws <see cref="ApiRequestCanceledException"/>, which says whether it may have arrived.
/// </summary>
internal sealed class BillitWriter
{
    // What Billit says, in JSON or not, where it has nothing to say.
    private const string Fine = "OK";

    private readonly ApiSender sender;

    internal BillitWriter(ApiSender sender) => this.sender = sender;

    /// <summary>
    /// Creates a customer. Billit knows no key for it: one that may have been created is to be looked for among the parties before
    /// another is.
    /// </summary>
    public Task<BillitOutcome> CreatePartyAsync(ApiAccess access, NewParty party, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(party.ExternalProviderId);
        return CreateAsync(access, BillitPaths.Parties, PartyBody.Of(party), BillitBodies.Default.PartyBody, null, cancellationToken);
    }

    /// <summary>Creates an invoice or credit note. It is not sent to the customer by that, unless the company lets Billit do so every morning.</summary>
    /// <exception cref="ArgumentException">The order has a <see cref="NewOrder.Problem"/>. Nothing leaves.</exception>
    public Task<BillitOutcome> CreateOrderAsync(ApiAccess access, NewOrder order, IdempotencyKey key, CancellationToken cancellationToken)
    {
        if (order.Problem is { } problem)
            throw new ArgumentException(problem, nameof(order));
        return CreateAsync(access, BillitPaths.Orders, OrderBody.Of(order), BillitBodies.Default.OrderBody, key, cancellationToken);
    }

    /// <summary>Changes what little may be changed.</summary>
    public Task<BillitOutcome> ChangeOrderAsync(ApiAccess access, long id, OrderChange change, CancellationToken cancellationToken) => DoAsync(
        access,
        HttpMethod.Patch,
        BillitPaths.Of(BillitPaths.Orders, id),
        BillitBodies.Bytes(OrderChangeBody.Of(change), BillitBodies.Default.OrderChangeBody),
        [],
        hasKey: false,
        cancellationToken);

    /// <summary>Deletes an order, which Billit lets be done until it has gone out over a network.</summary>
    public Task<BillitOutcome> DeleteOrderAsync(ApiAccess access, long id, CancellationToken cancellationToken) =>
        DoAsync(access, HttpMethod.Delete, BillitPaths.Of(BillitPaths.Orders, id), null, [], hasKey: false, cancellationToken);

    /// <summary>
    /// Sends an order to the customer. One at a time: nothing says what becomes of the others when Billit refuses one of several.
    /// </summary>
    /// <param name="access">Whose order it is.</param>
    /// <param name="id">The order.</param>
    /// <param name="transport">Which way and no other; null where Billit is to choose between the network and e-mail.</param>
    /// <param name="key">Another one than the order was created with.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<BillitOutcome> SendOrderAsync(
        ApiAccess access, long id, TransportType? transport, IdempotencyKey key, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(id);
        var body = new SendBody(transport is { } way ? NameOf(way) : null, [id]);
        return DoAsync(
            access,
            HttpMethod.Post,
            $"{BillitPaths.Orders}/commands/send",
            BillitBodies.Bytes(body, BillitBodies.Default.SendBody),
            transport is null ? key.Headers : [.. key.Headers, ("StrictTransportType", "true")],
            hasKey: true,
            cancellationToken);
    }

    /// <summary>Enters a payment of an order, which counts as paid once nothing is left. Nothing tells payments apart, or lists them.</summary>
    /// <param name="access">Whose order it is.</param>
    /// <param name="id">The order.</param>
    /// <param name="amount">In the order's currency, above 0 and to the cent.</param>
    /// <param name="day">When it was paid.</param>
    /// <param name="description">What people see; null for nothing.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<BillitOutcome> AddPaymentAsync(
        ApiAccess access, long id, decimal amount, DateOnly day, string? description, CancellationToken cancellationToken)
    {
        if (amount <= 0 || !ExactDecimals.Fit(amount, 2))
            throw new ArgumentOutOfRangeException(nameof(amount));
        return DoAsync(
            access,
            HttpMethod.Post,
            BillitPaths.Of(BillitPaths.Orders, id, "/payments"),
            BillitBodies.Bytes(new PaymentBody(amount, description, day), BillitBodies.Default.PaymentBody),
            [],
            hasKey: false,
            cancellationToken);
    }

    /// <summary>Has Billit call an address.</summary>
    /// <exception cref="ArgumentException">The address does not begin with https://.</exception>
    public Task<BillitOutcome> CreateWebhookAsync(ApiAccess access, NewWebhook webhook, CancellationToken cancellationToken)
    {
        if (webhook.Address is not { IsAbsoluteUri: true, Scheme: "https", UserInfo: "" })
            throw new ArgumentException("Billit calls nothing but https:// addresses.", nameof(webhook));
        return AskAsync(
            access,
            new ApiWrite<CreatedWebhook, BillitOutcome>(
                HttpMethod.Post,
                BillitPaths.Webhooks,
                BillitBodies.Bytes(WebhookRoot.Of(webhook), BillitBodies.Default.WebhookRoot),
                BillitAnswers.Default.CreatedWebhook,
                Registered),
            hasKey: false,
            cancellationToken);
    }

    /// <summary>Has Billit call an address no more.</summary>
    public Task<BillitOutcome> DeleteWebhookAsync(ApiAccess access, long id, CancellationToken cancellationToken) =>
        DoAsync(access, HttpMethod.Delete, BillitPaths.Of(BillitPaths.Webhooks, id), null, [], hasKey: false, cancellationToken);

    private static BillitOutcome.Registered? Registered(CreatedWebhook answer)
    {
        var id = answer.WebhookId ?? answer.Id;
        var secret = AccessTokenRule.Any.Check(answer.Secret, out var told) is null ? told : null;
        return id is null && secret is null ? null : new BillitOutcome.Registered(id, secret);
    }

    private static string NameOf(TransportType transport) => transport switch
    {
        TransportType.Peppol => "Peppol",
        TransportType.Email => "SMTP",
        TransportType.Letter => "Letter",
        _ => throw new ArgumentOutOfRangeException(nameof(transport)),
    };

    private Task<BillitOutcome> CreateAsync<TBody>(
        ApiAccess access, string path, TBody body, JsonTypeInfo<TBody> bodyType, IdempotencyKey? key, CancellationToken cancellationToken) => AskAsync(
            access,
            new ApiWrite<long, BillitOutcome>(
                HttpMethod.Post, path, BillitBodies.Bytes(body, bodyType), BillitAnswers.Default.Int64, id => new BillitOutcome.Created(id))
            {
                Headers = key?.Headers ?? [],
            },
            hasKey: key is not null,
            cancellationToken);

    private Task<BillitOutcome> DoAsync(
        ApiAccess access, HttpMethod method, string path, byte[]? body, IReadOnlyList<(string Name, string Value)> headers, bool hasKey,
        CancellationToken cancellationToken) => AskAsync(
            access,
            new ApiWrite<JsonElement, BillitOutcome>(method, path, body, BillitAnswers.Default.JsonElement, DoneUnless)
            {
                Headers = headers,
                WhenEmpty = new BillitOutcome.Done(),
                EmptyWord = Fine,
            },
            hasKey,
            cancellationToken);

    // Nothing says what else may be answered, except that errors stand under this name.
    private static BillitOutcome.Done? DoneUnless(JsonElement answer) =>
        answer.ValueKind == JsonValueKind.Object && answer.EnumerateObject().Any(member => member.Name.Equals("errors", StringComparison.OrdinalIgnoreCase))
            ? null
            : new BillitOutcome.Done();

    private async Task<BillitOutcome> AskAsync<TAnswer>(
        ApiAccess access, ApiWrite<TAnswer, BillitOutcome> write, bool hasKey, CancellationToken cancellationToken)
    {
        try
        {
            return await sender.SendAsync(access, write, cancellationToken);
        }
        catch (ApiException failed)
        {
            return BillitOutcome.Of(failed, hasKey);
        }
    }
}
