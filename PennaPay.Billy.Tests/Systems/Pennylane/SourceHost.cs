using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Connections.OAuth;
using PennaPay.Billy.Core.Links;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Sync.Sources;
using PennaPay.Billy.Core.Sync.Sources.Reading;
using PennaPay.Billy.Core.Systems.Pennylane.Api;
using PennaPay.Billy.Tests.Push;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Sandbox.Pennylane;
using PennylaneCompany = PennaPay.Billy.Web.Sandbox.Pennylane.PennylaneCompany;

namespace PennaPay.Billy.Tests.Systems.Pennylane;

/// <summary>The product without its screen, with Pennylane's sandbox over HTTP beside it, on one clock.</summary>
internal sealed class SourceHost : IAsyncDisposable
{
    public const string SystemId = "pennylane";

    private static readonly Uri Back = new("http://localhost/connections/return");

    private readonly HttpClient browser = new(new HttpClientHandler { AllowAutoRedirect = false });
    private readonly bool isBeside;

    private SourceHost(PushHost product, PennylaneServer server, PennylaneCompany company, bool isBeside) =>
        (Product, Server, Company, this.isBeside) = (product, server, company, isBeside);

    public PushHost Product { get; }

    public PennylaneServer Server { get; }

    public PennylaneSandbox Sandbox => Server.Control;

    /// <summary>The company that is connected.</summary>
    public PennylaneCompany Company { get; }

    public Guid Connection { get; private set; }

    public TestClock Clock => Product.Clock;

    /// <param name="paced">Whether the sandbox's limit holds, and the product keeps it.</param>
    /// <param name="add">Adds services of the test's own after the product's.</param>
    public static async Task<SourceHost> StartAsync(bool paced = false, Action<IServiceCollection>? add = null)
    {
        var product = await PushHost.StartAsync(connected: false, services =>
        {
            if (!paced)
                Unpaced(services);
            add?.Invoke(services);
        });
        return await StartAsync(product, paced, isBeside: false);
    }

    /// <summary>The same beside a product that is there already, was made <see cref="Unpaced"/>, and outlives it.</summary>
    public static Task<SourceHost> BesideAsync(PushHost product) => StartAsync(product, paced: false, isBeside: true);

    private static async Task<SourceHost> StartAsync(PushHost product, bool paced, bool isBeside)
    {
        var server = await PennylaneServer.StartAsync(product.Clock);
        if (!paced)
            server.Control.Behaviour.RequestsPerWindow = int.MaxValue;
        server.Control.RegisterRedirect(Back.AbsoluteUri);
        Point(product.Services, server.Root);
        return new(product, server, server.Control.AddCompany("Essai SARL"), isBeside);
    }

    /// <summary>Nothing waits on a clock that stands: a step that comes to nothing is tried at its next time.</summary>
    public static void Unpaced(IServiceCollection services) =>
        services.Configure<PennylaneOptions>(options => (options.RequestsPerFiveSeconds, options.MaxReadRetries) = (0, 0));

    /// <summary>Tells a product where the sandbox is.</summary>
    public static void Point(IServiceProvider product, Uri root)
    {
        var options = new PennylaneSandboxOptions();
        product.GetRequiredService<PennylaneEndpoints>().Sandbox = new(
            new(root, "api/external/v2/"), new(root, "oauth/authorize"), new(root, "oauth/token"), new(root, "oauth/revoke"), options.ClientId, options.ClientSecret);
    }

    /// <summary>The program is ended and started anew on what it has stored.</summary>
    public async Task RestartAsync()
    {
        await Product.RestartAsync();
        Point(Product.Services, Server.Root);
    }

    /// <summary>Connects the company by a developer token.</summary>
    public async Task ConnectAsync()
    {
        Assert.IsType<ConnectResult.Connected>(await Product.Get<Connector>().ConnectAsync(Product.Owner, SystemId, Sandbox.AddToken(Company), sandbox: true, default));
        Connection = (await Product.Get<ConnectionStore>().CurrentAsync(Product.Workspace, SystemId, default))!.Id;
    }

    /// <summary>Goes to Pennylane's sign-in and comes back with what it says.</summary>
    /// <param name="allow">Whether the person says yes.</param>
    /// <param name="company">The company that is picked; the host's own unless told otherwise.</param>
    /// <param name="connection">The connection that is to work again.</param>
    public async Task<SignInAnswer> SignInAsync(bool allow = true, PennylaneCompany? company = null, Guid? connection = null)
    {
        var address = await Product.Get<OAuthSignIns>().BeginAsync(Product.Owner, SystemId, sandbox: true, connection, Back, default);
        Assert.NotNull(address);
        using var page = await browser.GetAsync(address);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        using var form = new FormUrlEncodedContent([new("company", Text((company ?? Company).Id)), new("decision", allow ? "authorize" : "refuse")]);
        using var answered = await browser.PostAsync(address, form);
        var query = QueryHelpers.ParseQuery(answered.Headers.Location!.Query);
        return new(query["state"], query.TryGetValue("code", out var code) ? code.ToString() : null, query.TryGetValue("error", out var error) ? error.ToString() : null);
    }

    public Task<SignInResult> FinishAsync(SignInAnswer answer) => Product.Get<OAuthSignIns>().FinishAsync(Product.Owner, answer, default);

    /// <summary>Connects the company by signing in.</summary>
    public async Task ConnectBySignInAsync() => Connection = Assert.IsType<SignInResult.Connected>(await FinishAsync(await SignInAsync())).Connection;

    /// <summary>Begins to take the company in, and reads all that is due.</summary>
    public async Task ActivateAsync(params long[] excluded)
    {
        Assert.True(await Product.Get<SourceSwitch>().ActivateAsync(Product.Owner, Connection, excluded.ToDictionary(Text, _ => (string?)null), default));
        await RunAsync();
        Assert.Null((await ProgressAsync()).Failure);
    }

    /// <summary>Lets time pass, and reads what is due then.</summary>
    public async Task RunAsync(TimeSpan after = default)
    {
        Clock.Advance(after);
        await Product.Get<SourceRunner>().RunAsync(Product.Workspace, Connection, default);
    }

    public async Task<SourceProgress> ProgressAsync() => (await Product.Get<SourceOverview>().ReadAsync(Product.Workspace, Connection, SystemId, default))!;

    public async Task<Connection> ConnectionAsync() => (await Product.Get<ConnectionStore>().FindAsync(Product.Workspace, Connection, default))!;

    /// <summary>Our invoice of one of theirs; null where there is none.</summary>
    public async Task<(Invoice Invoice, SourcedInvoice Standing)?> InvoiceAsync(long id)
    {
        await using var db = Product.Database.Read(Product.Workspace);
        var standing = await db.Set<SourcedInvoice>().FirstOrDefaultAsync(row => row.RemoteId == Text(id));
        return standing is null ? null : (await db.Set<Invoice>().Include(invoice => invoice.Lines).SingleAsync(invoice => invoice.Id == standing.InvoiceId), standing);
    }

    /// <summary>Our customer of one of theirs; null where there is none.</summary>
    public async Task<Customer?> CustomerAsync(long id)
    {
        await using var db = Product.Database.Read(Product.Workspace);
        var link = await db.Set<RecordLink>().FirstOrDefaultAsync(row => row.ConnectionId == Connection && row.RemoteId == Text(id));
        return link is null ? null : await db.Set<Customer>().Include(customer => customer.Persons).FirstOrDefaultAsync(customer => customer.Id == link.LocalId);
    }

    public async Task<List<T>> AllAsync<T>()
        where T : class
    {
        await using var db = Product.Database.Read(Product.Workspace);
        return await db.Set<T>().ToListAsync();
    }

    public static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);

    public async ValueTask DisposeAsync()
    {
        browser.Dispose();
        await Server.DisposeAsync();
        if (!isBeside)
            await Product.DisposeAsync();
    }
}
