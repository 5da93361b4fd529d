using System.Security.Cryptography;
using System.Text;

namespace PennaPay.Billy.Web.Sandbox.Billit;

/// <summary>An address that is told of what happens in a company.</summary>
/// <param name="Id">Its id.</param>
/// <param name="EntityType"><c>Order</c> or <c>Message</c>.</param>
/// <param name="UpdateType"><c>I</c>, <c>U</c> or <c>D</c>.</param>
/// <param name="Url">Where it is called.</param>
/// <param name="Secret">What calls are signed with.</param>
internal sealed record BillitWebhook(long Id, string EntityType, string UpdateType, string Url, string Secret)
{
    public static string NewSecret() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));

    /// <summary>The header of a call: the time, and the HMAC of the time and the body as it is sent.</summary>
    public string Sign(DateTimeOffset time, byte[] body)
    {
        var seconds = time.ToUnixTimeSeconds();
        var hash = HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), (byte[])[.. Encoding.ASCII.GetBytes($"{seconds}."), .. body]);
        return $"t={seconds},s={Convert.ToHexStringLower(hash)}";
    }
}

/// <summary>A call that is still to be made.</summary>
internal sealed record WebhookCall(long Company, long Webhook, byte[] Body, DateTimeOffset Due)
{
    /// <summary>How often it was tried.</summary>
    public int Tried { get; init; }
}

/// <summary>The calls to webhooks that are still to be made, oldest first. How Billit repeats them is not written down; these are tried five times.</summary>
internal sealed class WebhookQueue
{
    private static readonly TimeSpan[] Waits = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2)];

    private readonly Lock gate = new();
    private readonly List<WebhookCall> waiting = [];

    /// <summary>When the first of them is due; null: there is none.</summary>
    public DateTimeOffset? NextDue
    {
        get
        {
            lock (gate)
                return waiting.Count == 0 ? null : waiting.Min(call => call.Due);
        }
    }

    public IReadOnlyList<WebhookCall> All
    {
        get
        {
            lock (gate)
                return [.. waiting];
        }
    }

    public void Add(params IEnumerable<WebhookCall> calls)
    {
        lock (gate)
            waiting.AddRange(calls);
    }

    /// <summary>Takes out what is due.</summary>
    public IReadOnlyList<WebhookCall> Take(DateTimeOffset now)
    {
        lock (gate)
        {
            var due = waiting.Where(call => call.Due <= now).ToList();
            waiting.RemoveAll(due.Contains);
            return due;
        }
    }

    /// <summary>Puts back what was not taken; after the last time it is given up.</summary>
    public void PutBack(WebhookCall call, DateTimeOffset now)
    {
        if (call.Tried < Waits.Length)
            Add(call with { Tried = call.Tried + 1, Due = now + Waits[call.Tried] });
    }
}
