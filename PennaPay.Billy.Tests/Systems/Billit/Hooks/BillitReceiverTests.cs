using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Connections.Webhooks;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Copies;
using PennaPay.Billy.Core.Push.Looks;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Systems.Billit.Hooks;
using PennaPay.Billy.Tests.Push;

namespace PennaPay.Billy.Tests.Systems.Billit.Hooks;

/// <summary>Calls of Billit's: whose they must be, and what comes of them.</summary>
public sealed class BillitReceiverTests : IAsyncLifetime
{
    private const string Address = "geheim-adres-0123456789abcdef";
    private const string SigningSecret = "whsec_0123456789abcdef";
    private const string Order = """{"UpdatedEntityID":987,"UpdatedEntityType":"Order","WebhookUpdateTypeTC":"U"}""";

    private readonly Guid connection = Guid.CreateVersion7();
    private readonly Guid webhook = Guid.CreateVersion7();
    private PushHost host = null!;

    public async Task InitializeAsync()
    {
        host = await PushHost.StartAsync(connected: false, services => services.AddSingleton<SeenCalls>().AddSingleton<IWebhookReceiver, BillitReceiver>());
        var invoice = await host.AddInvoiceAsync();
        var now = host.Clock.GetUtcNow();
        await host.Database.WriteAsync(host.Workspace, (db, _) =>
        {
            db.Add(new Connection { Id = connection, System = BillitHooks.SystemId, AccountId = "552741", Secret = "closed" });
            db.Add(new Webhook { Id = webhook, ConnectionId = connection, Name = BillitHooks.Orders, AddressHash = WebhookAddress.HashOf(Address), RemoteId = "5", CreatedAt = now });
            db.Add(new InvoiceCopy { InvoiceId = invoice.Id, ConnectionId = connection, State = CopyState.Booked, RemoteId = "987", Condition = DocumentCondition.Booked });
            return Task.CompletedTask;
        }, default);
    }

    public Task DisposeAsync() => host.DisposeAsync().AsTask();

    [Fact]
    public async Task SignedCall_HasTheOrderLookedAt_OnceHoweverOftenItIsNamed()
    {
        await KeepSecretAsync();
        Assert.Equal(WebhookReply.Taken, await CallAsync(Order, Sign(Order)));
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(WebhookReply.Taken, await CallAsync(Order, Sign(Order)));

        Assert.Equal("987", Waiting());
        Assert.Null(Waiting());
        Assert.Equal(host.Clock.GetUtcNow().AddSeconds(-1), (await WebhookAsync()).CalledAt);
    }

    [Fact]
    public async Task OrderOfSomebodyElses_IsTaken_AndNothingComesOfIt()
    {
        await KeepSecretAsync();
        var other = Order.Replace("987", "988", StringComparison.Ordinal);
        Assert.Equal(WebhookReply.Taken, await CallAsync(other, Sign(other)));
        Assert.Equal(WebhookReply.Taken, await CallAsync("{}", Sign("{}")));
        Assert.Null(Waiting());
    }

    [Fact]
    public async Task SameCallAgain_IsRefused_HoweverItsHeadIsWritten()
    {
        await KeepSecretAsync();
        var header = Sign(Order);
        Assert.Equal(WebhookReply.Taken, await CallAsync(Order, header));
        Assert.Equal("987", Waiting());

        Assert.Equal(WebhookReply.Refused, await CallAsync(Order, header));
        Assert.Equal(WebhookReply.Refused, await CallAsync(Order, string.Join(" , ", header.Split(',').Reverse())));
        Assert.Equal(WebhookReply.Refused, await CallAsync(Order, header.Split(',')[0] + "," + header.Split(',')[1].ToUpperInvariant().Replace("S=", "s=", StringComparison.Ordinal)));
        Assert.Null(Waiting());
    }

    [Fact]
    public async Task OldTimeWrongSignatureAndOtherBody_AreRefused()
    {
        await KeepSecretAsync();
        var old = Sign(Order);
        host.Clock.Advance(TimeSpan.FromSeconds(301));
        Assert.Equal(WebhookReply.Refused, await CallAsync(Order, old));
        Assert.Equal(WebhookReply.Refused, await CallAsync(Order, Sign(Order, "whsec_another")));
        Assert.Equal(WebhookReply.Refused, await CallAsync(Order + " ", Sign(Order)));
        Assert.Equal(WebhookReply.Refused, await CallAsync(Order, null));
        Assert.Equal(WebhookReply.Refused, await CallAsync("no json", "t=1"));
        Assert.Equal((null, null), (Waiting(), (await WebhookAsync()).CalledAt));
    }

    [Fact]
    public async Task SecretThatIsAwaited_IsTakenOnce_AndNothingElseThatIsUnsigned()
    {
        Assert.Equal(WebhookReply.Refused, await CallAsync(Order, null));
        Assert.Equal(WebhookReply.Taken, await CallAsync($$"""{"Secret":"{{SigningSecret}}"}""", null));
        Assert.Equal(WebhookReply.Refused, await CallAsync("""{"Secret":"whsec_of_somebody_else"}""", null));

        Assert.Equal(WebhookReply.Taken, await CallAsync(Order, Sign(Order)));
        Assert.DoesNotContain(SigningSecret, (await WebhookAsync()).Secret!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SecretThatComesLate_IsRefused()
    {
        host.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(WebhookReply.Refused, await CallAsync($$"""{"Secret":"{{SigningSecret}}"}""", null));
    }

    [Fact]
    public async Task AddressThatNobodyHas_OrOfAnAccountThatWasDisconnected_IsUnknown()
    {
        await KeepSecretAsync();
        Assert.Equal(WebhookReply.Unknown, await CallAsync(Order, Sign(Order), Address + "0"));
        Assert.Equal(WebhookReply.Unknown, await CallAsync(Order, Sign(Order), new string('a', 5000)));
        await host.Database.WriteAsync(host.Workspace, (db, ct) => db.Set<Connection>().ExecuteUpdateAsync(update => update.SetProperty(row => row.Secret, (string?)null), ct), default);
        Assert.Equal(WebhookReply.Unknown, await CallAsync(Order, Sign(Order)));
    }

    private Task<int> KeepSecretAsync()
    {
        var closed = host.Get<SecretVault>().Protect(host.Workspace, connection, Encoding.UTF8.GetBytes(SigningSecret))!;
        return host.Database.WriteAsync(host.Workspace, (db, ct) => db.Set<Webhook>().ExecuteUpdateAsync(update => update.SetProperty(row => row.Secret, closed), ct), default);
    }

    private Task<WebhookReply> CallAsync(string body, string? header, string address = Address) =>
        host.Get<WebhookDoor>().ReceiveAsync(address, Encoding.UTF8.GetBytes(body), name => name == "Billit-Signature" ? header : null, default);

    private string? Waiting() => host.Get<LookSoon>().TryTake(new(host.Workspace, connection), out var document) ? document.Value.RemoteId : null;

    private async Task<Webhook> WebhookAsync()
    {
        await using var db = host.Database.Read(host.Workspace);
        return await db.Set<Webhook>().SingleAsync();
    }

    private string Sign(string body, string secret = SigningSecret)
    {
        var time = host.Clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return $"t={time},s={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{time}.{body}")))}";
    }
}
