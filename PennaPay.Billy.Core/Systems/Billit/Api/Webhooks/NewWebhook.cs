namespace PennaPay.Billy.Core.Systems.Billit.Api.Webhooks;

/// <summary>An address for Billit to call. A company has at most one for each entity and update.</summary>
/// <param name="Entity">What it is about.</param>
/// <param name="Update">What happens to it.</param>
/// <param name="Address">Where to; https alone is called.</param>
internal sealed record NewWebhook(WebhookEntity Entity, WebhookUpdate Update, Uri Address);

/// <summary>What a webhook is about, by Billit's names.</summary>
public enum WebhookEntity
{
    /// <summary>Invoices, credit notes and the like; being paid is an update.</summary>
    Order,

    /// <summary>What goes to the customer, and what comes back from the network.</summary>
    Message,
}

/// <summary>What happens to an entity. Nobody is told of a deletion.</summary>
public enum WebhookUpdate
{
    Created,
    Changed,
}
