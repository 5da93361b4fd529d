using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Connections.OAuth;
using PennaPay.Billy.Core.Systems.Billit;
using PennaPay.Billy.Core.Systems.Billit.Api;
using PennaPay.Billy.Tests.Push;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Sandbox.Billit;
using BillitCompany = PennaPay.Billy.Web.Sandbox.Billit.BillitCompany;

namespace PennaPay.Billy.Tests.Systems.Billit;

/// <summary>The product without its screen, with Billit's sandbox over HTTP beside it, on one clock.</summary>
internal sealed class BillitConnectHost : IAsyncDisposable
{
    private BillitConnectHost(PushHost product, BillitServer server) => (Product, Server) = (product, server);

    public PushHost Product { get; }

    public BillitServer Server { get; }

    public BillitSandbox Sandbox => Server.Control;

    /// <summary>A company with access by API.</summary>
    public BillitCompany First => Sandbox.Companies[0];

    /// <summary>Another.</summary>
    public BillitCompany Second => Sandbox.Companies[1];

    /// <summary>One without.</summary>
    public BillitCompany Closed => Sandbox.Companies[2];

    public OAuthSignIns SignIns => Product.Get<OAuthSignIns>();

    public Connector Connector => Product.Get<Connector>();

    public static async Task<BillitConnectHost> StartAsync()
    {
        var product = await PushHost.StartAsync(connected: false, services =>
            services.Configure<BillitOptions>(options => (options.RequestsPerMinute, options.MaxReadRetries) = (0, 0)));
        var host = new BillitConnectHost(product, await BillitServer.StartAsync(product.Clock));
        BillitPortal.Open(product.Get<BillitEndpoints>(), host.Sandbox, host.Server.Root);
        return host;
    }

    /// <summary>Signs in at the portal and comes back with what it says.</summary>
    public async Task<SignInAnswer> SignInAsync(Guid? connection, params IReadOnlyList<BillitCompany> companies)
    {
        var address = await SignIns.BeginAsync(Product.Owner, BillitSystem.SystemId, sandbox: true, connection, BillitPortal.Back, default);
        return await BillitPortal.AnswerAsync(address!, companies);
    }

    public async Task<SignInResult> FinishAsync(params IReadOnlyList<BillitCompany> companies) =>
        await SignIns.FinishAsync(Product.Owner, await SignInAsync(null, companies), default);

    /// <summary>Signs in with two companies, which leaves the choice between them.</summary>
    public async Task<Guid> BeginChoiceAsync() => Assert.IsType<SignInResult.Choose>(await FinishAsync(First, Second)).Id;

    public Task<SignInResult> ChooseAsync(Guid choice, BillitCompany company, Actor? actor = null) =>
        SignIns.ChooseAsync(actor ?? Product.Owner, choice, IdOf(company), default);

    /// <summary>Connects the first company by signing in.</summary>
    public async Task<Guid> ConnectAsync() => Assert.IsType<SignInResult.Connected>(await FinishAsync(First)).Connection;

    public async Task<Connection> ConnectionAsync(Guid id) => (await Product.Get<ConnectionStore>().FindAsync(Product.Workspace, id, default))!;

    public Task<Opening> OpenAsync(Guid id) => Product.Get<ConnectionOpener>().OpenAsync(Product.Workspace, id, default);

    public async Task<List<T>> AllAsync<T>()
        where T : class
    {
        await using var db = Product.Database.Read(Product.Workspace);
        return await db.Set<T>().ToListAsync();
    }

    /// <summary>How many requests have come to a path.</summary>
    public int Requests(string path) => Sandbox.Requests().Count(request => request.Path.Contains(path, StringComparison.Ordinal));

    public static string IdOf(BillitCompany company) => new BillitCompanyId(company.Id).ToString();

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await Product.DisposeAsync();
    }
}
