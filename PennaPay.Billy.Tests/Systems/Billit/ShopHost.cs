using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Ledger;
using PennaPay.Billy.Core.Push.Queue;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Sync.Sources;
using PennaPay.Billy.Core.Sync.Sources.Storing;
using PennaPay.Billy.Core.Systems.Billit.Api;
using PennaPay.Billy.Core.Systems.Billit.Terms;
using PennaPay.Billy.Tests.Push;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Sandbox.Billit;
using PennaPay.Billy.Web.Sandbox.Engine;
using BillitCompany = PennaPay.Billy.Web.Sandbox.Billit.BillitCompany;
using BillitOrder = PennaPay.Billy.Web.Sandbox.Billit.BillitOrder;

namespace PennaPay.Billy.Tests.Systems.Billit;

/// <summary>The product without its screen, a shop of the test's own, and Billit's sandbox over HTTP, on one clock.</summary>
internal sealed class ShopHost : IAsyncDisposable
{
    private int orders = 1000;

    private ShopHost(PushHost product, BillitServer server, BillitCompany company) => (Product, Server, Company) = (product, server, company);

    public PushHost Product { get; }

    public BillitServer Server { get; }

    public BillitSandbox Sandbox => Server.Control;

    public BillitCompany Company { get; }

    /// <summary>The shop's account.</summary>
    public Guid Shop { get; } = Guid.CreateVersion7();

    /// <summary>The company's connection.</summary>
    public Guid Connection { get; private set; }

    public TestClock Clock => Product.Clock;

    public static async Task<ShopHost> StartAsync(bool isWhole = true)
    {
        var product = await PushHost.StartAsync(connected: false, services => services
            .AddSingleton<ISource, ShopSource>()
            .Configure<BillitOptions>(options => (options.RequestsPerMinute, options.MaxReadRetries) = (0, 0)));
        var server = await BillitServer.StartAsync(product.Clock);
        var host = new ShopHost(product, server, server.Control.AddCompany("Webwinkel BV"));
        host.Point();
        Assert.IsType<ConnectResult.Connected>(
            await product.Get<Connector>().ConnectAsync(product.Owner, "billit", server.Control.AddKey(host.Company), sandbox: true, default));
        host.Connection = (await product.Get<ConnectionStore>().CurrentAsync(product.Workspace, "billit", default))!.Id;
        await product.Database.WriteAsync(product.Workspace, (db, _) =>
        {
            db.Add(new Connection { Id = host.Shop, System = ShopSource.SystemId, AccountId = "88" });
            db.Add(new SourceTaskState { ConnectionId = host.Shop, Name = "orders", DoneAt = isWhole ? host.Clock.GetUtcNow() : null });
            return Task.CompletedTask;
        }, default);
        return host;
    }

    /// <summary>The program is ended and started anew on what it has stored.</summary>
    public async Task RestartAsync()
    {
        await Product.RestartAsync();
        Point();
    }

    /// <summary>An order of the shop's comes in.</summary>
    public async Task<Invoice> AddOrderAsync(Customer? customer = null, Invoice? invoice = null)
    {
        customer ??= ShopInvoices.Customer();
        var id = $"{++orders}";
        invoice ??= ShopInvoices.Of(ShopInvoices.Line("Lamp", 2, 10));
        // Whom it is made out to is told by the step alone.
        (invoice.OriginId, invoice.Number, invoice.Customer) = ($"88-{id}", $"2026-{id}", null!);
        var form = new CustomerForm
        {
            Name = customer.Name, Kind = customer.Kind, RegistrationNo = customer.RegistrationNo, CountryCode = customer.CountryCode, Email = customer.Email,
        };
        var step = new SourceStep
        {
            Customers = [new($"{customer.Id:N}", form)],
            Invoices = [new() { Id = id, CustomerId = $"{customer.Id:N}", Invoice = invoice, Standing = SourceStanding.Open, MadeAt = Clock.GetUtcNow() }],
        };
        Assert.True(await Product.Get<SourceWriter>().StoreAsync(Product.Get<SourceSystems>().Of(ShopSource.SystemId)!, (await Product.Get<ConnectionStore>().FindAsync(Product.Workspace, Shop, default))!, step, default));
        await using var db = Product.Database.Read(Product.Workspace);
        var stored = await db.Set<SourcedInvoice>().SingleAsync(row => row.RemoteId == id);
        return await Product.InvoiceAsync(stored.InvoiceId);
    }

    public Task<SaveTermsResult> SaveAsync(BillitTerms terms, bool byItself = true, bool confirms = true) =>
        Product.Get<TermsEditor>().SaveAsync(Product.Owner, Shop, Connection, terms, new(byItself, false, false), confirms, default);

    public async Task SwitchOnAsync(BillitTerms? terms = null, bool byItself = true) => Assert.IsType<SaveTermsResult.Saved>(await SaveAsync(terms ?? ShopInvoices.Terms, byItself));

    /// <summary>Queues an invoice where it did not go by itself, and works until nothing is due just now.</summary>
    public async Task<LedgerEntry> PushAsync(Invoice invoice)
    {
        if ((await EntriesAsync(invoice)).Count == 0)
            Assert.IsType<QueueResult.Queued>(await Product.Pusher.PushAsync(Product.Owner, invoice.Id, PushCause.Manual, default, Connection));
        await Product.WorkAsync();
        return await DocumentAsync(invoice);
    }

    /// <summary>Works, and moves the clock to whatever is due next, until nothing is or the queue is paused.</summary>
    public async Task RestAsync()
    {
        for (var round = 0; round < 100; round++)
        {
            await Product.WorkAsync();
            await using var db = Product.Database.Read(Product.Workspace);
            var due = await db.Set<LedgerEntry>().Where(push => PushStates.Open.Contains(push.State)).MinAsync(push => push.DueAt);
            var connection = await db.Set<Connection>().SingleAsync(row => row.Id == Connection);
            if (due is null || connection.PauseAt(Clock.GetUtcNow()) is { Until: null })
                return;
            var until = connection.PauseAt(Clock.GetUtcNow())?.Until is { } pause && pause > due ? pause : due.Value;
            if (Product.Outages.AwaySince(Connection) is not null)
                until = Clock.GetUtcNow() + Product.Outages.GateOf(connection).UntilProbe;
            if (until > Clock.GetUtcNow())
                Clock.Advance(until - Clock.GetUtcNow());
        }

        Assert.Fail("The queue does not come to rest.");
    }

    public async Task<LedgerEntry> DocumentAsync(Invoice invoice) => (await EntriesAsync(invoice)).Single(push => push.Purpose == PushPurpose.Document);

    public async Task<LedgerEntry?> SendingAsync(Invoice invoice) => (await EntriesAsync(invoice)).Where(push => push.Purpose == PushPurpose.Transmission).MaxBy(push => push.Revision);

    public async Task<List<LedgerEntry>> EntriesAsync(Invoice invoice)
    {
        await using var db = Product.Database.Read(Product.Workspace);
        return await db.Set<LedgerEntry>().Where(push => push.InvoiceId == invoice.Id).ToListAsync();
    }

    /// <summary>The order of an invoice.</summary>
    public BillitOrder Order(Invoice invoice) => Assert.Single(Company.Orders, order => order.Content.ExternalProviderID == $"TestShop-{invoice.OriginId}");

    public void Plan(SandboxFaultKind kind, string path = "/v1/orders", string method = "POST", int times = 1) =>
        Sandbox.Plan(new SandboxFault { Kind = kind, PathContains = path, Method = method, Times = times });

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await Product.DisposeAsync();
    }

    private void Point() => Product.Get<BillitEndpoints>().Sandbox = new(
        Server.Root, new(Server.Root, "Account/Logon"), new(Server.Root, "OAuth2/token"), new(Server.Root, "OAuth2/revoke"), "", "");
}
