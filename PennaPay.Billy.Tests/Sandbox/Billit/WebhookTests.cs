using System.Net;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Sandbox.Billit;

namespace PennaPay.Billy.Tests.Sandbox.Billit;

/// <summary>What is told to addresses that asked for it.</summary>
public sealed class WebhookTests : BillitTests
{
    [Fact]
    public async Task Registered_TheSecretIsToldOnce()
    {
        var made = (await RegisterAsync("Order", "U", "https://voorbeeld.be/hook")).Ok;

        Assert.Equal(48, made["Secret"].Text.Length);
        var listed = Assert.Single((await GetAsync("webhooks")).Ok["Items"].Items);
        Assert.Equal($"{made["WebhookID"]} Order U https://voorbeeld.be/hook", listed.Show("WebhookID", "EntityType", "EntityUpdateType", "WebhookURL"));
        Assert.False(listed["Secret"].Exists);
        var renewed = (await PostAsync($"webhooks/refresh/{made["WebhookID"]}", new { })).Ok;
        Assert.NotEqual(made["Secret"].Text, renewed["Secret"].Text);
        Assert.Equal(200, (await CallAsync(HttpMethod.Delete, $"webhooks/{made["WebhookID"]}")).Code);
        Assert.Empty((await GetAsync("webhooks")).Ok["Items"].Items);
        Assert.Equal(401, (await CallAsync(HttpMethod.Delete, $"webhooks/{made["WebhookID"]}")).Code);
    }

    [Theory]
    [InlineData("Party", "U", "https://voorbeeld.be/")]
    [InlineData("Order", "X", "https://voorbeeld.be/")]
    [InlineData("Order", "U", "http://voorbeeld.be/")]
    [InlineData("Order", "U", "file:///etc/passwd")]
    [InlineData("Order", "U", "hook")]
    public async Task WhatIsWrong_IsRefused(string entity, string update, string url) => Assert.Equal("400 GenericError", Error(await RegisterAsync(entity, update, url)));

    [Fact]
    public async Task OneOfAKind_AndFourAtTheMost()
    {
        foreach (var (entity, update) in ((string, string)[])[("Order", "I"), ("Order", "U"), ("Message", "I"), ("Message", "U")])
            (await RegisterAsync(entity, update, "https://voorbeeld.be/")).Ok.ToString();

        Assert.Equal(400, (await RegisterAsync("Order", "U", "https://voorbeeld.be/ander")).Code);
        Assert.Equal(400, (await RegisterAsync("Order", "D", "https://voorbeeld.be/")).Code);
    }

    [Fact]
    public async Task Changes_AreTold_SignedOnTheBytesAndTheTime()
    {
        await using var hook = await Hook.StartAsync();
        var secret = (await RegisterAsync("Order", "U", hook.Url)).Ok["Secret"].Text;
        await RegisterAsync("Order", "I", hook.Url);
        var id = await NewOrderAsync();
        Company.Pay(id);

        Assert.Equal(2, await Sandbox.DeliverAsync());

        Assert.Equal(
            [$$"""{"UpdatedEntityID":{{id}},"UpdatedEntityType":"Order","WebhookUpdateTypeTC":"I"}""", $$"""{"UpdatedEntityID":{{id}},"UpdatedEntityType":"Order","WebhookUpdateTypeTC":"U"}"""],
            hook.Calls.Select(call => call.Body));
        var (body, signature) = hook.Calls.Last();
        var time = Server.Time.GetUtcNow().ToUnixTimeSeconds();
        Assert.Equal($"t={time},s={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{time}.{body}")))}", signature);
    }

    [Fact]
    public async Task Deletion_IsToldToNobody()
    {
        await using var hook = await Hook.StartAsync();
        await RegisterAsync("Order", "D", hook.Url);
        await CallAsync(HttpMethod.Delete, $"orders/{await NewOrderAsync()}");

        Assert.Equal(0, await Sandbox.DeliverAsync());
    }

    [Theory]
    [InlineData(MessageEventShape.Nested)]
    [InlineData(MessageEventShape.Flat)]
    [InlineData(MessageEventShape.Empty)]
    public async Task Messages_AreTold_WhenTheyGoAndWhenTheyArrive_InEveryShapeThatWasSeen(MessageEventShape shape)
    {
        Sandbox.Behaviour.MessageEvents = shape;
        await using var hook = await Hook.StartAsync();
        await RegisterAsync("Message", "I", hook.Url);
        await RegisterAsync("Message", "U", hook.Url);
        Sandbox.Peppol.Register("BE0420010042");
        var id = await NewOrderAsync();
        await PostAsync("orders/commands/send", new { Transporttype = "Peppol", OrderIDs = new[] { id } });
        Assert.Equal(1, await Sandbox.DeliverAsync());
        Sandbox.Advance(Sandbox.Behaviour.DeliveryTakes);

        Assert.Equal(1, await Sandbox.DeliverAsync());

        var told = hook.Calls.Select(call => new Json(System.Text.Json.JsonElement.Parse(call.Body))).ToList();
        Assert.Equal(["Message I", "Message U"], told.Select(one => one.Show("UpdatedEntityType", "WebhookUpdateTypeTC")));
        Assert.Single(told.Select(one => one["UpdatedEntityID"].Text).Distinct());
        var details = told.Select(one => one["EntityDetail"]).ToList();
        Assert.Equal(shape switch
        {
            MessageEventShape.Nested => [$"{id} Sent", $"{id} Delivered"],
            MessageEventShape.Flat => [$"{id} Peppol", $"{id} Peppol"],
            _ => ["{}", "{}"],
        }, details.Select(detail => shape switch
        {
            MessageEventShape.Nested => $"{detail["OrderMessage"]["OrderID"]} {detail["AdditionalMessageInformation"]["EInvoiceFlowState"].Text}",
            MessageEventShape.Flat => detail.Show("OrderID", "TransportType"),
            _ => detail.ToString(),
        }));
    }

    [Fact]
    public async Task WhoDoesNotAnswer_IsCalledAgain_AndGivenUpInTheEnd()
    {
        await using var hook = await Hook.StartAsync();
        hook.Status = 500;
        await RegisterAsync("Order", "I", hook.Url);
        await NewOrderAsync();

        Assert.Equal(0, await Sandbox.DeliverAsync());
        Assert.Equal(0, await Sandbox.DeliverAsync());
        Assert.Single(hook.Calls);
        foreach (var minutes in (int[])[1, 5, 30, 120, 1000])
        {
            Sandbox.Advance(TimeSpan.FromMinutes(minutes));
            await Sandbox.DeliverAsync();
        }
        Assert.Equal(5, hook.Calls.Count);

        await NewOrderAsync();
        await Sandbox.DeliverAsync();
        hook.Status = 200;
        Sandbox.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, await Sandbox.DeliverAsync());
    }

    [Fact]
    public async Task NothingButThisMachine_IsCalled()
    {
        // Nobody's either (RFC 5737), and no other test's.
        var elsewhere = IPAddress.Parse("198.51.100.7");
        await RegisterAsync("Order", "I", $"https://{elsewhere}/hook");
        await NewOrderAsync();

        Assert.Equal(0, await Sandbox.DeliverAsync());
        Assert.False(Egress.HeardOf(elsewhere));
    }

    [Fact]
    public async Task Secret_ComesToTheAddress_WhereItBehavesSo()
    {
        Sandbox.Behaviour.SecretComesByMessage = true;
        await using var hook = await Hook.StartAsync();

        var made = (await RegisterAsync("Order", "I", hook.Url)).Ok;
        await Sandbox.DeliverAsync();

        Assert.False(made["Secret"].Exists);
        Assert.Equal(48, new Json(System.Text.Json.JsonElement.Parse(Assert.Single(hook.Calls).Body))["Secret"].Text.Length);
    }

    [Fact]
    public async Task Program_CallsByItself()
    {
        await using var hook = await Hook.StartAsync();
        await using var app = TestApp.Start();
        var sandbox = (BillitSandbox)app.Services.GetService(typeof(BillitSandbox))!;
        sandbox.Default.AddWebhook("Order", "I", hook.Url);

        var id = sandbox.Default.AddInvoice(sandbox.Default.Parties[0].PartyID, 10m);

        Assert.Contains($"{id}", (await hook.FirstAsync()).Body, StringComparison.Ordinal);
    }

    private Task<Answer> RegisterAsync(string entity, string update, string url) => PostAsync("webhooks", new { EntityType = entity, EntityUpdateType = update, WebhookURL = url });

    /// <summary>An address that writes down what it is told.</summary>
    private sealed class Hook : IAsyncDisposable
    {
        private readonly TaskCompletionSource<(string, string)> first = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private WebApplication app = null!;

        public ConcurrentQueue<(string Body, string Signature)> Calls { get; } = new();

        public int Status { get; set; } = 200;

        public string Url => app.Urls.Single() + "/hook";

        public static async Task<Hook> StartAsync()
        {
            var hook = new Hook();
            hook.app = await LocalServer.StartAsync(_ => { }, app => app.MapPost("/hook", hook.HandleAsync));
            return hook;
        }

        public Task<(string Body, string Signature)> FirstAsync() => first.Task.WaitAsync(TimeSpan.FromSeconds(30));

        public async ValueTask DisposeAsync()
        {
            await app.StopAsync();
            await app.DisposeAsync();
        }

        private async Task HandleAsync(HttpContext context)
        {
            using var reader = new StreamReader(context.Request.Body);
            var call = (await reader.ReadToEndAsync(), context.Request.Headers["Billit-Signature"].ToString());
            Calls.Enqueue(call);
            first.TrySetResult(call);
            context.Response.StatusCode = Status;
        }
    }
}
