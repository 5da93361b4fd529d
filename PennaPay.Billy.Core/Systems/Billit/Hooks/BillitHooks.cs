using System.Globalization;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Connections.Webhooks;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Systems.Billit.Api;
using PennaPay.Billy.Core.Systems.Billit.Api.Webhooks;

namespace PennaPay.Billy.Core.Systems.Billit.Hooks;

/// <summary>Has Billit call us when an order changes, as by being paid, or a message does, as by being delivered.</summary>
internal sealed class BillitHooks(BillitReader reader, BillitWriter writer) : IWebhookMaker
{
    /// <summary>The <see cref="ExternalSystem.Id"/> of Billit.</summary>
    public const string SystemId = "billit";

    public const string Orders = "order_changed";
    public const string Messages = "message_changed";

    /// <inheritdoc />
    public string System => SystemId;

    /// <inheritdoc />
    public IReadOnlyList<string> Names { get; } = [Orders, Messages];

    /// <inheritdoc />
    public bool Signs => true;

    /// <summary>Billit calls nothing but https.</summary>
    public bool MayCall(Uri root) => root.Scheme == Uri.UriSchemeHttps;

    /// <inheritdoc />
    public async Task<IReadOnlyList<ListedWebhook>> ListAsync(OpenedConnection opened, CancellationToken cancellationToken) =>
        [.. (await reader.ListWebhooksAsync(opened.Access, cancellationToken)).Select(one => new ListedWebhook(Text(one.Id), WebhookAddress.HashIn(one.Address)))];

    /// <inheritdoc />
    public async Task<MadeWebhook?> MakeAsync(OpenedConnection opened, string name, Uri address, CancellationToken cancellationToken)
    {
        var wanted = new NewWebhook(name == Messages ? WebhookEntity.Message : WebhookEntity.Order, WebhookUpdate.Changed, address);
        return await writer.CreateWebhookAsync(opened.Access, wanted, cancellationToken) switch
        {
            BillitOutcome.Registered made => new(Text(made.Id), made.Secret),
            // A company has one of each, and somebody else may have it.
            BillitOutcome.Refused { Why.Failure: ApiFailure.Invalid } => null,
            BillitOutcome.Refused refused => throw refused.Why,
            BillitOutcome.Unknown unknown => throw unknown.Why,
            BillitOutcome.NotSent notSent => throw notSent.Why,
            _ => null,
        };
    }

    /// <inheritdoc />
    public async Task RemoveAsync(OpenedConnection opened, string remoteId, CancellationToken cancellationToken)
    {
        switch (await writer.DeleteWebhookAsync(opened.Access, long.Parse(remoteId, NumberStyles.None, CultureInfo.InvariantCulture), cancellationToken))
        {
            case BillitOutcome.Refused { Why: { Failure: not ApiFailure.NotFound } why }:
                throw why;
            case BillitOutcome.Unknown unknown:
                throw unknown.Why;
            case BillitOutcome.NotSent notSent:
                throw notSent.Why;
        }
    }

    private static string? Text(long? id) => id?.ToString(CultureInfo.InvariantCulture);
}
