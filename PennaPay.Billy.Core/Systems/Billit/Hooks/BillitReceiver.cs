using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Connections.Webhooks;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Push.Looks;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Systems.Billit.Api.Webhooks;

namespace PennaPay.Billy.Core.Systems.Billit.Hooks;

/// <summary>
/// Takes Billit's calls. What is signed, in time and new has the order that it names looked at; nothing else of it is believed. What is not signed is taken once,
/// where it brings the secret that is awaited.
/// </summary>
internal sealed class BillitReceiver(Database database, SecretVault vault, LookSoon looks, SeenCalls seen, TimeProvider time) : IWebhookReceiver
{
    // How long after an address was made its secret may come to it.
    private static readonly TimeSpan Awaited = TimeSpan.FromHours(1);

    /// <inheritdoc />
    public string System => BillitHooks.SystemId;

    /// <inheritdoc />
    public async Task<WebhookReply> ReceiveAsync(WebhookCall call, CancellationToken cancellationToken)
    {
        var (webhook, now) = (call.Webhook, time.GetUtcNow());
        if (webhook.Secret is not { } closed)
        {
            return webhook.CreatedAt > now - Awaited && WebhookEvent.SecretIn(call.Body.Span) is { } told && await KeepAsync(webhook, told, cancellationToken)
                ? WebhookReply.Taken
                : WebhookReply.Refused;
        }

        if (vault.Unprotect(webhook.WorkspaceId, webhook.ConnectionId, closed) is not { } bytes || AccessTokenRule.Any.Check(Encoding.UTF8.GetString(bytes), out var secret) is not null)
            return WebhookReply.Refused;
        var header = call.Header(WebhookSignature.Header);
        if (WebhookSignature.Check(call.Body.Span, header, secret!, now) != WebhookVerdict.Accepted || !seen.IsNew(webhook.Id, header!, now))
            return WebhookReply.Refused;
        // What is about something else is none of our business, and well taken.
        if (WebhookEvent.Read(call.Body.Span)?.OrderId is { } order)
            await looks.AskAsync(webhook.WorkspaceId, webhook.ConnectionId, order.ToString(CultureInfo.InvariantCulture), cancellationToken);
        return WebhookReply.Taken;
    }

    // Whether nobody was faster.
    private async Task<bool> KeepAsync(Webhook webhook, AccessToken secret, CancellationToken cancellationToken)
    {
        if (vault.Protect(webhook.WorkspaceId, webhook.ConnectionId, Encoding.UTF8.GetBytes(secret.Reveal())) is not { } closed)
            return false;
        return await database.WriteAsync(Actor.Clock(webhook.WorkspaceId, "webhook"), Permission.Synchronize, (db, ct) => db.Set<Webhook>()
            .Where(row => row.Id == webhook.Id && row.Secret == null).ExecuteUpdateAsync(update => update.SetProperty(row => row.Secret, closed), ct), cancellationToken) == 1;
    }
}
