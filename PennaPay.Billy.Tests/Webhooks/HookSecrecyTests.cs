using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Connections.Webhooks;
using PennaPay.Billy.Tests.Support;

namespace PennaPay.Billy.Tests.Webhooks;

/// <summary>What is known of an address after it was called: nothing.</summary>
public sealed class HookSecrecyTests
{
    private const string Secret = "een-geheim-adres-van-een-ander-systeem";

    [Theory]
    [InlineData("ok", HttpStatusCode.OK)]
    [InlineData("break", HttpStatusCode.ServiceUnavailable)]
    public async Task WhatIsLoggedForACall_DoesNotSayWhereItCame(string body, HttpStatusCode status)
    {
        using var logs = new LogCollector();
        await using var app = TestApp.Start(services: services => services.AddSingleton<ILoggerProvider>(logs).AddSingleton<IWebhookReceiver, Receiver>());
        var owner = await app.CreateOwnerAsync();
        var connection = Guid.CreateVersion7();
        await app.Database.WriteAsync(owner.Workspace, (db, _) =>
        {
            db.Add(new Connection { Id = connection, System = "elsewhere", AccountId = "1", Secret = "closed" });
            db.Add(new Webhook { Id = Guid.CreateVersion7(), ConnectionId = connection, Name = "all", AddressHash = WebhookAddress.HashOf(Secret) });
            return Task.CompletedTask;
        }, default);
        using var client = app.CreateClient();
        using var content = new StringContent(body);
        using var answer = await client.PostAsync(new Uri($"/hooks/{Secret}", UriKind.Relative), content);

        Assert.Equal((status, ""), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
        Assert.Contains(logs.Lines, line => line.Contains("was called", StringComparison.Ordinal));
        Assert.DoesNotContain(logs.Lines, line => line.Contains(Secret, StringComparison.Ordinal));
    }

    private sealed class Receiver(ILogger<Receiver> logger) : IWebhookReceiver
    {
        public string System => "elsewhere";

        public Task<WebhookReply> ReceiveAsync(WebhookCall call, CancellationToken cancellationToken)
        {
            var text = global::System.Text.Encoding.UTF8.GetString(call.Body.Span);
#pragma warning disable CA1848, CA2254 // One line, for this test alone.
            logger.Log(LogLevel.Warning, "It was called.");
#pragma warning restore CA1848, CA2254
            return text == "ok" ? Task.FromResult(WebhookReply.Taken) : throw new InvalidOperationException("It breaks.");
        }
    }
}
