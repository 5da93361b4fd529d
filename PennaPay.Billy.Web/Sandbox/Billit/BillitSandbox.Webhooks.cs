using System.Net.Http.Headers;
using System.Net.Mime;

namespace PennaPay.Billy.Web.Sandbox.Billit;

/// <summary>Calls to the webhooks of clients.</summary>
public sealed partial class BillitSandbox
{
    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false }) { Timeout = TimeSpan.FromSeconds(10) };
    private readonly SemaphoreSlim bell = new(0, 1);
    private readonly ILogger logger;

    /// <summary>When there is something to tell next, by the time in here; null: nothing is to come.</summary>
    internal DateTimeOffset? NextCall => Companies.Select(company => company.NextEvent).Append(world.Queue.NextDue).Min();

    internal DateTimeOffset Now => clock.Now;

    /// <summary>Lets happen what is due, and makes the calls that are due. A call that is not answered with a 2xx is made again later.</summary>
    /// <returns>How many were taken.</returns>
    public async Task<int> DeliverAsync(CancellationToken cancellationToken = default)
    {
        Settle();
        var taken = 0;
        var due = world.Queue.Take(clock.Now);
        foreach (var call in due)
        {
            if (Companies.FirstOrDefault(company => company.Id == call.Company)?.FindWebhook(call.Webhook) is not { } webhook)
                continue;
            if (await CallAsync(webhook, call.Body, cancellationToken))
                taken++;
            else
                world.Queue.PutBack(call, clock.Now);
        }
        if (due.Count > 0)
            Keep();
        return taken;
    }

    /// <summary>Waits until something was done here.</summary>
    internal Task BellAsync(CancellationToken cancellationToken) => bell.WaitAsync(cancellationToken);

    private async Task<bool> CallAsync(BillitWebhook webhook, byte[] body, CancellationToken cancellationToken)
    {
        // Who holds a token may name any address; this program calls none but itself and its neighbours.
        if (new Uri(webhook.Url) is not { IsLoopback: true } address)
            return false;
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(MediaTypeNames.Application.Json);
        // The receiver compares it with its own clock, which nobody has moved on.
        request.Headers.TryAddWithoutValidation("Billit-Signature", webhook.Sign(time.GetUtcNow(), body));
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (Exception fault) when (fault is HttpRequestException || (fault is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            Logs.NotCalled(logger, webhook.Id, fault.Message);
            return false;
        }
    }

    private void Settle()
    {
        foreach (var company in Companies)
            company.Do(() => true);
    }

    private void Ring()
    {
        lock (gate)
        {
            if (bell.CurrentCount == 0)
                bell.Release();
        }
    }

    private static partial class Logs
    {
        [LoggerMessage(LogLevel.Information, "The sandbox's webhook {Webhook} could not be called: {Reason}")]
        public static partial void NotCalled(ILogger logger, long webhook, string reason);
    }
}
