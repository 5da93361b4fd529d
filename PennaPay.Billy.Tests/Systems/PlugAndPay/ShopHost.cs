using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Sync.Sources;
using PennaPay.Billy.Core.Sync.Sources.Reading;
using PennaPay.Billy.Core.Systems.PlugAndPay.Api;
using PennaPay.Billy.Tests.Push;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Sandbox.PlugAndPay;
using SandboxShop = PennaPay.Billy.Web.Sandbox.PlugAndPay.PlugAndPayShop;

namespace PennaPay.Billy.Tests.Systems.PlugAndPay;

/// <summary>The product without its screen, with Plug&amp;Pay's sandbox over HTTP beside it, on one clock. It is 20 November 2026, and an empty shop is connected.</summary>
internal sealed class ShopHost : IAsyncDisposable
{
    public const string SystemId = "plugandpay";

    private ShopHost(PushHost product, PlugAndPayServer server, SandboxShop shop) => (Product, Server, Shop) = (product, server, shop);

    public PushHost Product { get; }

    public PlugAndPayServer Server { get; }

    public PlugAndPaySandbox Sandbox => Server.Control;

    /// <summary>The shop that is connected.</summary>
    public SandboxShop Shop { get; }

    public Guid Connection { get; private set; }

    public TestClock Clock => Product.Clock;

    /// <param name="pageSize">Orders a page.</param>
    public static async Task<ShopHost> StartAsync(int pageSize = 25)
    {
        var product = await PushHost.StartAsync(connected: false, services =>
            services.Configure<PlugAndPayOptions>(options => (options.RequestsPerSecond, options.MaxReadRetries, options.PageSize) = (0, 0, pageSize)));
        var server = await PlugAndPayServer.StartAsync(product.Clock);
        server.Control.Behaviour.RequestsPerMinute = 0;
        product.Get<PlugAndPayEndpoints>().Sandbox = server.BaseAddress;
        var host = new ShopHost(product, server, server.Control.AddShop("Proefwinkel"));
        Assert.IsType<ConnectResult.Connected>(await product.Get<Connector>().ConnectAsync(product.Owner, SystemId, server.Control.AddKey(host.Shop), sandbox: true, default));
        host.Connection = (await product.Get<ConnectionStore>().CurrentAsync(product.Workspace, SystemId, default))!.Id;
        return host;
    }

    /// <summary>Begins to take the shop in, and reads all that is due.</summary>
    public async Task ActivateAsync()
    {
        Assert.True(await Product.Get<SourceSwitch>().ActivateAsync(Product.Owner, Connection, new Dictionary<string, string?>(), default));
        await RunAsync();
    }

    /// <summary>Lets time pass, and reads what is due then.</summary>
    public async Task RunAsync(TimeSpan after = default)
    {
        Clock.Advance(after);
        await Product.Get<SourceRunner>().RunAsync(Product.Workspace, Connection, default);
    }

    public async Task<SourceProgress> ProgressAsync() => (await Product.Get<SourceOverview>().ReadAsync(Product.Workspace, Connection, SystemId, default))!;

    /// <summary>Our invoice of one of the shop's orders; null where there is none.</summary>
    public async Task<(Invoice Invoice, SourcedInvoice Standing)?> InvoiceAsync(long order)
    {
        await using var db = Product.Database.Read(Product.Workspace);
        var standing = await db.Set<SourcedInvoice>().FirstOrDefaultAsync(row => row.RemoteId == Text(order));
        return standing is null ? null
            : (await db.Set<Invoice>().Include(invoice => invoice.Lines.OrderBy(line => line.Position)).Include(invoice => invoice.Customer).SingleAsync(invoice => invoice.Id == standing.InvoiceId), standing);
    }

    /// <summary>How an order stands here; null where it is not.</summary>
    public async Task<string?> StandsAsync(long order) => await InvoiceAsync(order) is not var (invoice, standing) ? null
        : string.Create(CultureInfo.InvariantCulture, $"{standing.Standing} {invoice.Gross:0.00}, {standing.Remaining:0.00} left");

    public async Task<List<T>> AllAsync<T>()
        where T : class
    {
        await using var db = Product.Database.Read(Product.Workspace);
        return await db.Set<T>().ToListAsync();
    }

    /// <summary>What was asked since a number of requests, as <c>METHOD path?query</c> without what is included.</summary>
    public IReadOnlyList<string> AskedSince(int count) => [.. Sandbox.Requests().Skip(count).Select(request => $"{request.Method} {request.Path.Split('?')[0]}")];

    /// <summary>Somebody ordered for 121.00, of which 21.00 are VAT.</summary>
    public long Order(string label = "Cursus", decimal price = 121m, SandboxBuyer? buyer = null) => Shop.PlaceOrder(label, price, 21m, buyer);

    public static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await Product.DisposeAsync();
    }
}
