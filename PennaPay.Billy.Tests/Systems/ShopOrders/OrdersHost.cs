using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Ledger;
using PennaPay.Billy.Core.Push.Looks;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Sync.Sources;
using PennaPay.Billy.Core.Sync.Sources.Reading;
using PennaPay.Billy.Core.Systems.Billit.Api;
using PennaPay.Billy.Core.Systems.Billit.Terms;
using PennaPay.Billy.Core.Systems.PlugAndPay.Api;
using PennaPay.Billy.Tests.Push;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Sandbox.Billit;
using PennaPay.Billy.Web.Sandbox.Engine;
using PennaPay.Billy.Web.Sandbox.PlugAndPay;
using BillitCompany = PennaPay.Billy.Web.Sandbox.Billit.BillitCompany;
using BillitOrder = PennaPay.Billy.Web.Sandbox.Billit.BillitOrder;
using SandboxShop = PennaPay.Billy.Web.Sandbox.PlugAndPay.PlugAndPayShop;

namespace PennaPay.Billy.Tests.Systems.ShopOrders;

/// <summary>The product without its screen between the sandboxes of a shop and of a company's books, over HTTP, all on one clock.</summary>
internal sealed class OrdersHost : IAsyncDisposable
{
    private OrdersHost(PushHost product, PlugAndPayServer shopServer, BillitServer companyServer, SandboxShop shop, BillitCompany company) =>
        (Product, ShopServer, CompanyServer, Shop, Company) = (product, shopServer, companyServer, shop, company);

    public PushHost Product { get; }

    public PlugAndPayServer ShopServer { get; }

    public BillitServer CompanyServer { get; }

    public SandboxShop Shop { get; }

    public BillitCompany Company { get; }

    public Guid ShopId { get; private set; }

    public Guid CompanyId { get; private set; }

    public TestClock Clock => Product.Clock;

    public QueueId Queue => new(Product.Workspace, CompanyId);

    public PlugAndPaySandbox ShopSandbox => ShopServer.Control;

    public BillitSandbox Billit => CompanyServer.Control;

    /// <summary>What every order becomes unless a test says otherwise.</summary>
    public static BillitTerms Terms { get; } = new()
    {
        Vat = [new("NL:21", 21), new("BE:21", 21), new("BE:6", 6)], Sending = Sending.Peppol,
        AutomaticSendingIsOff = new(Guid.Empty, DateTimeOffset.UnixEpoch),
    };

    public static async Task<OrdersHost> StartAsync()
    {
        var product = await PushHost.StartAsync(connected: false, Unpaced);
        var (shops, companies) = (await PlugAndPayServer.StartAsync(product.Clock), await BillitServer.StartAsync(product.Clock));
        shops.Control.Behaviour.RequestsPerMinute = 0;
        var host = new OrdersHost(product, shops, companies, shops.Control.AddShop("Proefwinkel"), companies.Control.AddCompany("Webwinkel BV"));
        host.Point();
        host.ShopId = await host.ConnectAsync("plugandpay", shops.Control.AddKey(host.Shop));
        host.CompanyId = await host.ConnectAsync("billit", companies.Control.AddKey(host.Company));
        return host;
    }

    /// <summary>Nothing waits for its turn on a clock that stands, and what fails is tried again at its next time alone.</summary>
    public static void Unpaced(IServiceCollection services) => services
        .Configure<PlugAndPayOptions>(options => (options.RequestsPerSecond, options.MaxReadRetries) = (0, 0))
        .Configure<BillitOptions>(options => (options.RequestsPerMinute, options.MaxReadRetries) = (0, 0));

    /// <summary>Tells a product where the sandboxes are.</summary>
    public static void Point(IServiceProvider product, Uri shop, Uri company)
    {
        product.GetRequiredService<PlugAndPayEndpoints>().Sandbox = shop;
        product.GetRequiredService<BillitEndpoints>().Sandbox = new(
            company, new(company, "Account/Logon"), new(company, "OAuth2/token"), new(company, "OAuth2/revoke"), "", "");
    }

    /// <summary>Takes the shop in as it is now; what comes after <see cref="SwitchOnAsync"/> is new.</summary>
    public async Task ActivateAsync()
    {
        Assert.True(await Product.Get<SourceSwitch>().ActivateAsync(Product.Owner, ShopId, new Dictionary<string, string?>(), default));
        await ReadAsync();
    }

    public async Task SwitchOnAsync(BillitTerms? terms = null) => Assert.IsType<SaveTermsResult.Saved>(
        await Product.Get<TermsEditor>().SaveAsync(Product.Owner, ShopId, CompanyId, terms ?? Terms, new(true, false, true), confirms: true, default));

    /// <summary>Somebody in Belgium who can be reached by Peppol orders for 121.00, of which 21.00 are VAT.</summary>
    public long Order(int buyer, decimal price = 121m, bool isOnPeppol = true, bool isConcept = false)
    {
        var number = BelgianNumbers.Vat(10_000_000 + buyer);
        if (isOnPeppol)
            Billit.Peppol.Register(number);
        return Shop.PlaceOrder(new SandboxOrder
        {
            IsConcept = isConcept,
            Items = [new() { Label = "Cursus", Price = price }],
            Buyer = new()
            {
                Firstname = "Eva", Lastname = "Smit", Company = string.Create(CultureInfo.InvariantCulture, $"Bakkerij {buyer}"), VatNumber = number, Country = "BE",
                Email = string.Create(CultureInfo.InvariantCulture, $"bakkerij{buyer}@voorbeeld.be"), Street = "Markt", Housenumber = "1", Zipcode = "9000", City = "Gent",
            },
        });
    }

    /// <summary>Lets time pass, and reads what is due of the shop then.</summary>
    public async Task ReadAsync(TimeSpan after = default)
    {
        Clock.Advance(after);
        await Product.Get<SourceRunner>().RunAsync(Product.Workspace, ShopId, default);
    }

    /// <summary>Looks at every document in the company once, a moment after everything before.</summary>
    public async Task LookAsync()
    {
        Clock.Advance(TimeSpan.FromSeconds(1));
        var looks = Product.Get<DocumentLooks>();
        if ((await Product.Get<ConnectionOpener>().OpenAsync(Product.Workspace, CompanyId, default)).Opened is not { } opened)
            return;
        for (var round = looks.NewRound(); !round.IsOver;)
            await looks.StepAsync(Queue, opened, round, default);
    }

    /// <summary>Works, and moves the clock to whatever is due next, until nothing is or a person has to see to the connection.</summary>
    public async Task RestAsync()
    {
        for (var round = 0; round < 200; round++)
        {
            await Product.WorkAsync();
            await using var db = Product.Database.Read(Product.Workspace);
            var due = await db.Set<LedgerEntry>().Where(push => PushStates.Open.Contains(push.State)).MinAsync(push => push.DueAt);
            var connection = await db.Set<Connection>().SingleAsync(row => row.Id == CompanyId);
            var pause = connection.PauseAt(Clock.GetUtcNow());
            if (due is null || pause is { Until: null })
                return;
            var until = pause?.Until is { } end && end > due ? end : due.Value;
            if (Product.Outages.AwaySince(CompanyId) is not null)
                until = Clock.GetUtcNow() + Product.Outages.GateOf(connection).UntilProbe;
            if (until > Clock.GetUtcNow())
                Clock.Advance(until - Clock.GetUtcNow());
        }

        Assert.Fail("The queue does not come to rest.");
    }

    /// <summary>The program is ended and started anew on what it has stored.</summary>
    public async Task RestartAsync()
    {
        await Product.RestartAsync();
        Point();
    }

    public void PlanInShop(SandboxFaultKind kind, string? path = null, string? method = null) =>
        ShopSandbox.Plan(new() { Kind = kind, PathContains = path, Method = method });

    public void PlanInCompany(SandboxFaultKind kind, string? path = null, string? method = null) =>
        Billit.Plan(new() { Kind = kind, PathContains = path, Method = method });

    /// <summary>Our invoice of one of the shop's orders; null where there is none.</summary>
    public async Task<(Invoice Invoice, SourcedInvoice Sourced)?> InvoiceAsync(long order)
    {
        var id = order.ToString(CultureInfo.InvariantCulture);
        await using var db = Product.Database.Read(Product.Workspace);
        return await db.Set<SourcedInvoice>().FirstOrDefaultAsync(row => row.ConnectionId == ShopId && row.RemoteId == id) is { } sourced
            ? (await db.Set<Invoice>().SingleAsync(row => row.Id == sourced.InvoiceId), sourced)
            : null;
    }

    /// <summary>What the company's books have of one of the shop's orders.</summary>
    public IReadOnlyList<BillitOrder> Documents(long order) =>
        [.. Company.Orders.Where(known => known.Content.ExternalProviderID?.EndsWith($"-{order.ToString(CultureInfo.InvariantCulture)}", StringComparison.Ordinal) == true)];

    public async Task<List<LedgerEntry>> EntriesAsync(PushPurpose? purpose = null)
    {
        await using var db = Product.Database.Read(Product.Workspace);
        return await db.Set<LedgerEntry>().Where(push => purpose == null || push.Purpose == purpose).OrderBy(push => push.Id).ToListAsync();
    }

    /// <summary>How often an order was told to be paid.</summary>
    public int Told(long order) => ShopSandbox.Requests().Count(request =>
        request is { Method: "PATCH", Committed: true } && request.Path.Split('?')[0].EndsWith(string.Create(CultureInfo.InvariantCulture, $"/orders/{order}/payment"), StringComparison.Ordinal));

    public async ValueTask DisposeAsync()
    {
        await CompanyServer.DisposeAsync();
        await ShopServer.DisposeAsync();
        await Product.DisposeAsync();
    }

    private void Point() => Point(Product.Services, ShopServer.BaseAddress, CompanyServer.Root);

    private async Task<Guid> ConnectAsync(string system, string key)
    {
        Assert.IsType<ConnectResult.Connected>(await Product.Get<Connector>().ConnectAsync(Product.Owner, system, key, sandbox: true, default));
        return (await Product.Get<ConnectionStore>().CurrentAsync(Product.Workspace, system, default))!.Id;
    }
}
