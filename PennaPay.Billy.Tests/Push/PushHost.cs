using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Connections.Outages;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Leases;
using PennaPay.Billy.Core.Push.Ledger;
using PennaPay.Billy.Core.Push.Queue;
using PennaPay.Billy.Core.Push.Worker;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Core.Systems.Billy.Postings.Choices;
using PennaPay.Billy.Core.Values;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Sandbox.Billy;
using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Tests.Push;

/// <summary>
/// The product without its screen, connected to the sandbox over HTTP, on a database and a clock of its own. The worker
/// does not run by itself: a test drains, moves the clock and looks.
/// </summary>
internal sealed class PushHost : IAsyncDisposable
{
    public const string By = "ejer@eksempel.dk";

    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(30);

    private readonly TemporaryFolder folder = new();
    private readonly LogCapture logs = new();
    private readonly Action<IServiceCollection> add;
    private ServiceProvider services;

    private PushHost(SandboxServer sandbox, Action<IServiceCollection>? add)
    {
        Sandbox = sandbox;
        this.add = collection =>
        {
            collection.AddSingleton<ILoggerProvider>(logs);
            add?.Invoke(collection);
        };
        Owner = Actor.Person(Workspace, Guid.CreateVersion7(), By, Role.Owner);
        services = Build(DataDirectory, sandbox.BaseAddress, Clock, this.add);
    }

    public SandboxServer Sandbox { get; }

    public BillySandbox Billy => Sandbox.Control;

    public string Token => Billy.DefaultToken;

    public WorkspaceId Workspace { get; } = WorkspaceId.New();

    /// <summary>The queue of the connection that was made last.</summary>
    public QueueId Queue { get; private set; }

    /// <summary>Who may do everything there. Only <see cref="PageHost"/> stores somebody who can have preferences.</summary>
    public Actor Owner { get; }

    public TestClock Clock { get; } = new(new(2026, 11, 20, 9, 0, 0, TimeSpan.Zero));

    public string DataDirectory => folder.Path;

    public ConnectionOutages Outages => Get<ConnectionOutages>();

    /// <summary>Whether the connection waits for Billy to answer again.</summary>
    public bool IsAway => Outages.AwaySince(Queue.Connection) is not null;

    public InvoicePusher Pusher => Get<InvoicePusher>();

    public Database Database => Get<Database>();

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    public IServiceProvider Services => services;

    /// <summary>Makes what the program runs in the background and a test has to run itself.</summary>
    public T Create<T>() => ActivatorUtilities.CreateInstance<T>(services);

    /// <param name="connected">Whether the sandbox's first company is connected.</param>
    /// <param name="add">Adds services of the test's own after the product's.</param>
    public static async Task<PushHost> StartAsync(bool connected = true, Action<IServiceCollection>? add = null)
    {
        var host = new PushHost(await SandboxServer.StartAsync(), add);
        await TemplateDatabase.CopyToAsync(host.DataDirectory);
        if (connected)
            await host.ConnectAsync(host.Token);
        return host;
    }

    /// <summary>Connects a company of the sandbox, in place of the one before.</summary>
    public async Task<ConnectResult.Connected> ConnectAsync(string token)
    {
        var connected = Assert.IsType<ConnectResult.Connected>(await Get<BillyConnector>().ConnectAsync(Owner, token, sandbox: true, default));
        var connection = await Get<ConnectionStore>().CurrentAsync(Workspace, BillySystem.SystemId, default);
        Queue = new(Workspace, connection!.Id);
        return connected;
    }

    /// <summary>The stored connection that the host works with.</summary>
    public async Task<Connection> ConnectionAsync() => (await Get<ConnectionStore>().FindAsync(Workspace, Queue.Connection, default))!;

    /// <summary>Stores an invoice to a Danish company: 1,000.00 and 25 % VAT, unless told otherwise.</summary>
    public async Task<Invoice> AddInvoiceAsync(Action<Invoice>? change = null, Customer? customer = null, string? number = null)
    {
        customer ??= await AddCustomerAsync();
        var invoice = new Invoice
        {
            Id = Guid.CreateVersion7(),
            WorkspaceId = Workspace,
            Number = number ?? "1042",
            IssueDate = new(2026, 11, 20),
            DueDate = new(2026, 12, 4),
            Status = InvoiceStatus.Sent,
            CreatedAt = Clock.GetUtcNow(),
            UpdatedAt = Clock.GetUtcNow(),
            Lines = [Line("Rådgivning", 2, 500)],
        };
        invoice.OriginId = invoice.Id.ToString("N");
        invoice.SetCustomer(customer);
        change?.Invoke(invoice);
        invoice.Seal();
        await Database.WriteAsync(Workspace, (db, _) =>
        {
            db.Add(invoice);
            return Task.CompletedTask;
        }, default);
        return invoice;
    }

    public async Task<Customer> AddCustomerAsync(string name = "Nordlys Design ApS", string? cvr = "12345674", string country = "DK")
    {
        var customer = new Customer
        {
            Id = Guid.CreateVersion7(),
            WorkspaceId = Workspace,
            Name = name,
            RegistrationNo = cvr,
            CountryCode = country,
            Email = "faktura@nordlys.dk",
            CreatedAt = Clock.GetUtcNow(),
            UpdatedAt = Clock.GetUtcNow(),
        };
        customer.RefreshSearchText();
        await Database.WriteAsync(Workspace, (db, _) =>
        {
            db.Add(customer);
            return Task.CompletedTask;
        }, default);
        return customer;
    }

    /// <summary>Changes an invoice as the editor does, or gives it totals that a document would state.</summary>
    public Task EditAsync(Guid invoiceId, Action<Invoice> change, Totals? stated = null) => Database.WriteAsync(Workspace, async (db, ct) =>
    {
        var invoice = await db.Set<Invoice>().Include(i => i.Lines.OrderBy(line => line.Position)).Include(i => i.Customer).SingleAsync(i => i.Id == invoiceId, ct);
        change(invoice);
        if (invoice.Seal(stated))
            foreach (var keeper in Get<IEnumerable<IInvoiceKeeper>>())
                await keeper.RevisedAsync(db, invoice, ct);
    }, default);

    public static InvoiceLine Line(string description, decimal quantity, decimal unitPrice, decimal vatRate = 25) => new()
    {
        Id = Guid.CreateVersion7(),
        Description = description,
        Quantity = quantity,
        UnitPrice = unitPrice,
        Vat = vatRate == 0 ? VatTreatment.Exempt : VatTreatment.Standard,
        VatRate = vatRate,
    };

    /// <summary>Queues the invoice and works until nothing is due just now.</summary>
    public async Task<LedgerEntry> PushAsync(Invoice invoice)
    {
        var queued = Assert.IsType<QueueResult.Queued>(await QueueAsync(invoice));
        await DrainAsync();
        return await EntryAsync(queued.PushId);
    }

    /// <summary>Pushes so that a person must decide: the answer is lost, and somebody changes the draft before we look.</summary>
    public async Task<LedgerEntry> PushDoubtfullyAsync(Invoice invoice)
    {
        Plan(SandboxFaultKind.CommitThenDrop);
        var push = await PushAsync(invoice);
        var draft = Billy.Invoices(Token).Single(i => i.GetProperty("externalId").GetString() == push.Key);
        Billy.Edit(Token, draft.GetProperty("id").GetString()!, new { currencyId = "EUR" });
        await RunToQuiescenceAsync();
        push = await EntryAsync(push.Id);
        Assert.Equal(PushState.NeedsAttention, push.State);
        return push;
    }

    public Task<QueueResult> QueueAsync(Invoice invoice) =>
        Pusher.PushAsync(Owner, invoice.Id, PushCause.Manual, default);

    /// <summary>Works until nothing is due just now. A request that Billy leaves hanging runs into its timeout.</summary>
    public async Task DrainAsync()
    {
        var givenUp = LastRequest;
        var work = WorkAsync();
        while (!work.IsCompleted)
        {
            await Task.WhenAny(work, Task.Delay(1));
            if (Billy.LatestRequest is { Status: null, Fault: SandboxFaultKind.Hang or SandboxFaultKind.CommitThenHang } hanging
                && hanging.Sequence > givenUp
                && (hanging.Fault == SandboxFaultKind.Hang || hanging.Committed))
            {
                givenUp = hanging.Sequence;
                Clock.Advance(IsAway ? OutageGate.ProbeTimeout : RequestTimeout);
            }
        }

        await work;
    }

    /// <summary>Works off every queue of the workspace, replaced connections' too.</summary>
    public async Task WorkAsync()
    {
        await using var db = Database.Read(Workspace);
        foreach (var connection in await db.Set<Connection>().OrderBy(c => c.Id).Select(c => c.Id).ToListAsync())
            await Get<QueueWork>().RunAsync(new(Workspace, connection), default);
    }

    /// <summary>Works and moves the clock from one due time to the next until every push has ended or the queue is paused.</summary>
    public async Task RunToQuiescenceAsync(int rounds = 200)
    {
        for (var round = 0; round < rounds; round++)
        {
            await DrainAsync();
            var next = await NextDueAsync();
            var pause = (await Get<ConnectionStore>().FindAsync(Workspace, Queue.Connection, default))?.PauseAt(Clock.GetUtcNow());
            if (next is null || pause is { Until: null })
                return;
            var until = pause?.Until > next ? pause.Until.Value : next.Value;
            if (IsAway)
                until = Clock.GetUtcNow() + Outages.GateOf(await ConnectionAsync()).UntilProbe;
            if (until > Clock.GetUtcNow())
                Clock.Advance(until - Clock.GetUtcNow());
        }

        Assert.Fail("The queue does not come to rest.");
    }

    public void Plan(SandboxFaultKind kind, string? path = "/invoices", string? method = "POST", int times = 1, int? retryAfter = null) =>
        Billy.Plan(new SandboxFault { Kind = kind, PathContains = path, Method = method, Times = times, RetryAfterSeconds = retryAfter });

    public async Task<LedgerEntry> EntryAsync(Guid id)
    {
        await using var db = Database.Read(Workspace);
        return await db.Set<LedgerEntry>().SingleAsync(e => e.Id == id);
    }

    public async Task<List<LedgerEntry>> EntriesAsync()
    {
        await using var db = Database.Read(Workspace);
        return await db.Set<LedgerEntry>().OrderBy(e => e.Id).ToListAsync();
    }

    /// <summary>Chooses how lines are posted, as the owner does, whatever was chosen before.</summary>
    public async Task ChooseAsync(PostingSubject subject, string key, PostingTarget wanted)
    {
        await using var db = Database.Read(Workspace);
        var seen = (await db.Set<PostingChoice>().SingleOrDefaultAsync(c => c.Subject == subject && c.Key == key))?.Target ?? PostingTarget.Open;
        Assert.IsType<SavePostingResult.Saved>(await Get<PostingMap>().SaveAsync(Owner, [new(subject, key, seen, wanted)], default));
    }

    /// <summary>Billy's id of an account, by its number.</summary>
    public string AccountId(string number) => IdOf("accounts", account => account.GetProperty("accountNo").ToString() == number);

    /// <summary>Billy's id of a VAT ruleset, by its name.</summary>
    public string RulesetId(string name) => IdOf("salesTaxRulesets", ruleset => ruleset.GetProperty("name").GetString() == name);

    private string IdOf(string resource, Func<System.Text.Json.JsonElement, bool> fits) =>
        Billy.Records(Token, resource).Single(fits).GetProperty("id").GetString()!;

    private async Task<DateTimeOffset?> NextDueAsync()
    {
        await using var db = Database.Read(Workspace);
        return await db.Set<LedgerEntry>().Where(e => PushStates.Open.Contains(e.State)).MinAsync(e => e.DueAt);
    }

    public async Task<Invoice> InvoiceAsync(Guid id) =>
        await Get<InvoiceDetails>().FindAsync(Workspace, id, default) ?? throw new InvalidOperationException("No such invoice.");

    public async Task<List<PushHistoryEntry>> HistoryAsync()
    {
        await using var db = Database.Read(Workspace);
        return await db.Set<PushHistoryEntry>().OrderBy(h => h.Id).ToListAsync();
    }

    /// <summary>The requests that Billy received since a number, as <c>METHOD /path</c> without the query.</summary>
    public IReadOnlyList<string> RequestsSince(long sequence) =>
        [.. Billy.Requests(since: sequence).Select(r => $"{r.Method} {r.Path.Split('?')[0]}")];

    public long LastRequest => Billy.LatestRequest?.Sequence ?? 0;

    /// <summary>A new program on the same database, as after a crash.</summary>
    public async Task RestartAsync()
    {
        await services.DisposeAsync();
        services = Build(DataDirectory, Sandbox.BaseAddress, Clock, add);
        await Get<QueueLeases>().ClearAsync(default);
    }

    /// <summary>As if the same request had been carried out once more, long after everybody gave it up.</summary>
    public async Task<string> MakeTwinAsync(LedgerEntry push)
    {
        var connection = (await Get<ConnectionStore>().FindAsync(Workspace, Queue.Connection, default))!;
        var opened = Get<ConnectionOpener>().Open(connection).Opened!;
        var target = Get<Core.Push.Targets.PushTargets>().Of(connection.System);
        var context = new Core.Push.Targets.PushContext(opened, new Core.Push.Targets.PushMemory());
        var ready = Assert.IsAssignableFrom<Core.Push.Targets.Prepared.Ready>(await target.PrepareAsync(context, await InvoiceAsync(push.InvoiceId), default));
        return (await target.SendAsync(context, ready, default)).Id;
    }

    /// <summary>Copies the database as it stands, as somebody would who makes a backup by hand.</summary>
    public string CopyDatabase(bool withLog)
    {
        var copy = Path.Combine(DataDirectory, $"copy-{Guid.NewGuid():N}");
        Directory.CreateDirectory(copy);
        foreach (var file in Directory.GetFiles(DataDirectory, "*.db*").Where(file => withLog || file.EndsWith(".db", StringComparison.Ordinal)))
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        return copy;
    }

    /// <summary>The program is stopped, a copy of its database put in place, and the program started again.</summary>
    public async Task PutBackAsync(string copy)
    {
        await services.ReleaseDatabaseAsync();
        await services.DisposeAsync();
        foreach (var file in Directory.GetFiles(DataDirectory, "*.db*"))
            File.Delete(file);
        foreach (var file in Directory.GetFiles(copy))
            File.Copy(file, Path.Combine(DataDirectory, Path.GetFileName(file)));
        services = Build(DataDirectory, Sandbox.BaseAddress, Clock, add);
        await Get<QueueLeases>().ClearAsync(default);
    }

    public async ValueTask DisposeAsync()
    {
        await services.ReleaseDatabaseAsync();
        await services.DisposeAsync();
        Sandbox.Tokens.Verify(logs.Lines, DataDirectory);
        await Sandbox.DisposeAsync();
        folder.Dispose();
    }

    /// <summary>The product's services on a data folder, with the sandbox at an address and a clock that a test moves.</summary>
    public static ServiceProvider Build(string dataDirectory, Uri sandbox, TestClock clock, Action<IServiceCollection>? add = null)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Storage:DataDirectory"] = dataDirectory,
            ["Outgoing:ThisHost"] = "true",
            ["Billy:RequestsPerSecond"] = "0",
            ["Billy:MaxReadRetries"] = "0",
        }).Build();
        var collection = new ServiceCollection();
        collection.AddSingleton<IConfiguration>(configuration);
        collection.AddSingleton<IHostEnvironment>(new HostingEnvironment());
        collection.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning));
        collection.AddSingleton<TimeProvider>(clock);
        collection.AddCore(configuration);
        add?.Invoke(collection);
        var built = collection.BuildServiceProvider();
        built.GetRequiredService<BillyEndpoints>().Sandbox = sandbox;
        return built;
    }

    private sealed class HostingEnvironment : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = Environments.Development;
        public string ApplicationName { get; set; } = "PennaPay.Billy.Tests";
        public string ContentRootPath { get; set; } = AppContext.BaseDirectory;
        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
