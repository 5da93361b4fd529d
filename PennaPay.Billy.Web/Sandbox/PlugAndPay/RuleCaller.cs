using System.Net.Http.Headers;
using System.Text.Json;

namespace PennaPay.Billy.Web.Sandbox.PlugAndPay;

/// <summary>
/// Calls the addresses of rules, one after the other and once each: without a signature, and with nothing but what happened to which
/// record. Only addresses on this machine are called, since anybody may make a rule here.
/// </summary>
internal sealed class RuleCaller(TimeProvider time)
{
    private const int Kept = 1000;

    private static readonly HttpClient Http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false })
    {
        Timeout = TimeSpan.FromSeconds(10),
    };

    private readonly Lock gate = new();
    private readonly Queue<RuleCall> made = new();
    private Task last = Task.CompletedTask;

    /// <summary>The calls that have ended, oldest first.</summary>
    public IReadOnlyList<RuleCall> Made
    {
        get
        {
            lock (gate)
                return [.. made];
        }
    }

    /// <summary>Ends when all calls have ended that are under way.</summary>
    public Task WhenQuietAsync()
    {
        lock (gate)
            return last;
    }

    public void Call(SandboxRule rule, long tenant, long order, string type)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new
        {
            @event = new { trigger_type = rule.TriggerType, triggerable_id = order, triggerable_type = type },
            rule_id = rule.Id,
            sent_at = OrderWriter.Time(time.GetUtcNow()),
            tenant_id = tenant,
        });
        lock (gate)
            last = AfterAsync(last, rule, order, body);
    }

    private async Task AfterAsync(Task before, SandboxRule rule, long order, byte[] body)
    {
        await before;
        // Never within what made it happen, which may hold the shop.
        await Task.Yield();
        var call = new RuleCall(rule.Id, rule.TriggerType, order, await SendAsync(rule.Url, body));
        lock (gate)
        {
            made.Enqueue(call);
            if (made.Count > Kept)
                made.Dequeue();
        }
    }

    private static async Task<int?> SendAsync(string url, byte[] body)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || !address.IsLoopback)
            return null;
        try
        {
            using var content = new ByteArrayContent(body);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            using var response = await Http.PostAsync(address, content);
            return (int)response.StatusCode;
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            return null;
        }
    }
}

/// <summary>One call of a rule's address.</summary>
/// <param name="Rule">The rule's id.</param>
/// <param name="TriggerType">What happened.</param>
/// <param name="Order">To which order.</param>
/// <param name="Status">What was answered; null: nobody answered, or the address is on another machine.</param>
public sealed record RuleCall(long Rule, string TriggerType, long Order, int? Status);
