using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Connections.Webhooks;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Systems.PlugAndPay.Api;
using PennaPay.Billy.Core.Systems.PlugAndPay.Orders;

namespace PennaPay.Billy.Core.Systems.PlugAndPay.Hooks;

/// <summary>Has shops call us when an invoice is made or paid, by rules of theirs.</summary>
internal sealed class PlugAndPayRules(PlugAndPayWriter writer) : IWebhookMaker
{
    public const string InvoiceCreated = "order_invoice_created";
    public const string OrderPaid = "order_paid";

    /// <inheritdoc />
    public string System => PlugAndPaySystem.SystemId;

    /// <inheritdoc />
    public IReadOnlyList<string> Names { get; } = [InvoiceCreated, OrderPaid];

    /// <inheritdoc />
    public bool Signs => false;

    /// <inheritdoc />
    public bool MayCall(Uri root) => true;

    /// <inheritdoc />
    public async Task<IReadOnlyList<ListedWebhook>> ListAsync(OpenedConnection opened, CancellationToken cancellationToken) =>
        [.. (await writer.ListRulesAsync(opened.Access, cancellationToken)).Select(rule => new ListedWebhook(PlugAndPayIds.Text(rule.Id), WebhookAddress.HashIn(rule.Address)))];

    /// <inheritdoc />
    public async Task<MadeWebhook?> MakeAsync(OpenedConnection opened, string name, Uri address, CancellationToken cancellationToken)
    {
        var trigger = name == OrderPaid ? RuleTrigger.OrderPaid : RuleTrigger.InvoiceCreated;
        try
        {
            // The people of the shop see the name among their own rules.
            var rule = await writer.CreateRuleAsync(opened.Access, $"PennaPay: {name}", address, trigger, cancellationToken);
            return new(PlugAndPayIds.Text(rule.Id), null);
        }
        catch (ApiException refused) when (refused is { Failure: ApiFailure.Invalid, MayHaveBeenProcessed: false })
        {
            return null;
        }
    }

    /// <inheritdoc />
    public Task RemoveAsync(OpenedConnection opened, string remoteId, CancellationToken cancellationToken) =>
        writer.DeleteRuleAsync(opened.Access, PlugAndPayIds.Of(remoteId), cancellationToken);
}
