using System.Security.Cryptography;
using System.Text;
using PennaPay.Billy.Core.Systems.Billit.Api.Webhooks;

namespace PennaPay.Billy.Core.Systems.Billit.Hooks;

/// <summary>The signatures of calls that were taken while they could be sent again: each is of one body and one time. Of too many, the oldest are forgotten first.</summary>
internal sealed class SeenCalls
{
    private const int Most = 20_000;

    // A call is taken from so long before its time until so long after it.
    private static readonly TimeSpan Kept = 2 * WebhookSignature.Tolerance;

    private readonly Lock gate = new();
    private readonly HashSet<(Guid Webhook, string Signature)> known = [];
    private readonly Queue<(DateTimeOffset At, (Guid Webhook, string Signature) Call)> inOrder = new();

    /// <param name="webhook">The address that was called.</param>
    /// <param name="header">What was found to be signed; how its hexadecimal letters are written makes no difference.</param>
    /// <param name="now">The time.</param>
    public bool IsNew(Guid webhook, string header, DateTimeOffset now)
    {
        var call = (webhook, SignatureIn(header));
        lock (gate)
        {
            while (inOrder.TryPeek(out var oldest) && (oldest.At < now - Kept || inOrder.Count >= Most))
                known.Remove(inOrder.Dequeue().Call);
            if (!known.Add(call))
                return false;
            inOrder.Enqueue((now, call));
            return true;
        }
    }

    // The same call may be written in other ways: parts in another order, capitals, spaces.
    private static string SignatureIn(string header)
    {
        var parts = header.Split(',').Select(part => part.Trim().ToLowerInvariant()).Order(StringComparer.Ordinal);
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(',', parts))));
    }
}
