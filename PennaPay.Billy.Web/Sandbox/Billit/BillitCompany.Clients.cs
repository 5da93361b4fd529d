namespace PennaPay.Billy.Web.Sandbox.Billit;

/// <summary>What clients of the company have here: webhooks, and the keys of what was done once.</summary>
public sealed partial class BillitCompany
{
    private const int MostWebhooks = 4;

    /// <summary>The requests of the present minute.</summary>
    internal RequestMinute Minute { get; } = new();

    internal IReadOnlyList<BillitWebhook> Webhooks => Do(() => webhooks.ToList());

    /// <summary>Does something unless a key says that it was done; a key is taken once it was done well.</summary>
    internal T Once<T>(IReadOnlyList<string> keys, Func<T> act) => Change(() =>
    {
        if (keys.Any(idempotencyKeys.Contains))
            throw BillitRefusals.TokenTaken();
        var result = act();
        idempotencyKeys.UnionWith(keys);
        return result;
    });

    internal BillitWebhook AddWebhook(string? entity, string? update, string? url) => Change(() =>
    {
        if (entity is not ("Order" or "Message") || update is not ("I" or "U" or "D"))
            throw BillitRefusals.Generic("EntityType of EntityUpdateType is niet geldig.");
        // Programs on this machine may be called without a certificate, as no real one could.
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || (address.Scheme != Uri.UriSchemeHttps && !(address.Scheme == Uri.UriSchemeHttp && address.IsLoopback)))
            throw BillitRefusals.Generic("De webhook moet een https-adres zijn.");
        if (webhooks.Count >= MostWebhooks || webhooks.Any(one => one.EntityType == entity && one.UpdateType == update))
            throw BillitRefusals.Generic("Er bestaat al een webhook van dit type.");
        var webhook = new BillitWebhook(world.NextId(), entity, update, url!, BillitWebhook.NewSecret());
        webhooks.Add(webhook);
        if (world.Behaviour.SecretComesByMessage)
            world.Queue.Add(new WebhookCall(Id, webhook.Id, BillitJson.Write(new { WebhookID = webhook.Id, webhook.Secret }), Now));
        return webhook;
    });

    internal BillitWebhook RefreshWebhook(long id) => Change(() =>
    {
        var place = PlaceOf(id);
        return webhooks[place] = webhooks[place] with { Secret = BillitWebhook.NewSecret() };
    });

    internal void DeleteWebhook(long id) => Change(() => webhooks.RemoveAt(PlaceOf(id)));

    internal BillitWebhook? FindWebhook(long id) => Webhooks.FirstOrDefault(one => one.Id == id);

    private int PlaceOf(long id) => webhooks.FindIndex(one => one.Id == id) is >= 0 and var place ? place : throw BillitRefusals.NoAccess();
}

/// <summary>The requests of one minute, which begins with the first of them.</summary>
internal sealed class RequestMinute
{
    private static readonly TimeSpan Length = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private DateTimeOffset started = DateTimeOffset.MinValue;
    private int used;

    /// <summary>Takes a request, if there is one left; else the time until there is.</summary>
    public TimeSpan? Take(DateTimeOffset now, int limit)
    {
        lock (gate)
        {
            if (now - started >= Length || now < started)
                (started, used) = (now, 0);
            return used++ < limit ? null : started + Length - now;
        }
    }
}
