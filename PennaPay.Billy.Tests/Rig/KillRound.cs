using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Connections.Outages;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Leases;
using PennaPay.Billy.Core.Push.Ledger;
using PennaPay.Billy.Core.Push.Queue;
using PennaPay.Billy.Core.Push.Reconciling;
using PennaPay.Billy.Core.Push.Worker;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Core.Systems.Billy.Api;
using PennaPay.Billy.Tests.Push;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Tests.Upgrade;

namespace PennaPay.Billy.Tests.Rig;

/// <summary>
/// One data folder and one company: invoices are queued, and the program that pushes them is killed again and again. Between two
/// of its lives somebody presses the buttons again, or puts back an older copy of the folder. Then everything comes to rest.
/// </summary>
/// <param name="seed">What happens. When it happens depends on the machine too.</param>
/// <param name="restores">Whether older copies are put back.</param>
internal sealed class KillRound(int seed, bool restores) : IAsyncDisposable
{
    private const int Invoices = 24;
    private const int QueuedAtATime = 6;

    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestLife = TimeSpan.FromSeconds(7);

    private readonly Random chance = new(seed);
    private readonly TemporaryFolder folder = new();
    private readonly TemporaryFolder copies = new();
    private readonly List<(string Folder, bool IsWhole)> kept = [];
    private readonly Dictionary<Guid, (string Number, decimal Gross)> invoices = [];
    private readonly HashSet<Guid> queued = [];
    private readonly WorkspaceId workspace = WorkspaceId.New();
    private readonly List<string> deeds = [];
    private QueueId queue;

    public StandInBilly Billy { get; } = new(new Random(seed)) { KeepsExternalId = seed % 4 != 3 };

    public int Kills { get; private set; }

    /// <summary>How many requests for a draft came before everything was let come to rest.</summary>
    public int SentAlive { get; private set; }

    private Actor Owner => Actor.Person(workspace, Guid.CreateVersion7(), PushHost.By, Role.Owner);

    /// <summary>Lets the program live and die so many times, and everything come to rest.</summary>
    public async Task<RigResult> RunAsync(int lives)
    {
        await Billy.ListenAsync();
        await PrepareAsync();
        Billy.FaultPercent = 35;
        for (var life = 0; life < lives; life++)
        {
            await LiveAsync();
            if (restores && kept.Count > 0 && chance.Next(2) == 0)
                await PutBackAsync();
            else
                await InBetweenAsync(QueueMoreAsync);
        }

        (Billy.FaultPercent, SentAlive) = (0, Billy.Sent);
        await ComeToRestAsync();
        return await ResultAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Billy.DisposeAsync();
        folder.Dispose();
        copies.Dispose();
    }

    // Through the product's own services: what a person does on its pages takes a browser.
    private async Task PrepareAsync()
    {
        await TemplateDatabase.CopyToAsync(folder.Path);
        await InBetweenAsync(async (services, clock) =>
        {
            Assert.IsType<ConnectResult.Connected>(
                await services.GetRequiredService<BillyConnector>().ConnectAsync(Owner, StandInBilly.Token, sandbox: false, default));
            var connection = await services.GetRequiredService<ConnectionStore>().CurrentAsync(workspace, BillySystem.SystemId, default);
            queue = new(workspace, connection!.Id);
            await services.GetRequiredService<Database>().WriteAsync(workspace, (db, _) =>
            {
                Customer[] customers = [CustomerOf("Nordlys Design ApS", "12345674"), CustomerOf("Anden ApS", "10150817"), CustomerOf("Tredje Kunde", null)];
                db.AddRange(customers);
                for (var number = 0; number < Invoices; number++)
                    db.Add(InvoiceOf(1001 + number, customers[number % customers.Length]));
                return Task.CompletedTask;
            }, default);
            // With a product and a contact there, the first life gets as far as sending.
            queued.Add(invoices.Keys.First());
            await QueueAsync(services, queued);
            await services.GetRequiredService<QueueWork>().RunAsync(queue, default);
            await QueueMoreAsync(services, clock);

            Customer CustomerOf(string name, string? cvr)
            {
                var customer = new Customer
                {
                    Id = Guid.CreateVersion7(), WorkspaceId = workspace, Name = name, RegistrationNo = cvr, CountryCode = "DK",
                    CreatedAt = clock.GetUtcNow(), UpdatedAt = clock.GetUtcNow(),
                };
                customer.RefreshSearchText();
                return customer;
            }

            Invoice InvoiceOf(int number, Customer customer)
            {
                var day = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
                var invoice = new Invoice
                {
                    Id = Guid.CreateVersion7(), WorkspaceId = workspace, Number = number.ToString(CultureInfo.InvariantCulture),
                    IssueDate = day, DueDate = day.AddDays(14), Status = InvoiceStatus.Sent,
                    CreatedAt = clock.GetUtcNow(), UpdatedAt = clock.GetUtcNow(),
                    Lines = [PushHost.Line("Rådgivning", chance.Next(1, 9), number / 4m), PushHost.Line("Kørsel", 1.5m, chance.Next(1, 90))],
                };
                invoice.OriginId = invoice.Id.ToString("N");
                invoice.SetCustomer(customer);
                invoice.Seal();
                invoices[invoice.Id] = (invoice.Number, invoice.Gross);
                return invoice;
            }
        });
    }

    private async Task LiveAsync()
    {
        (string, string)[] settings =
        [
            ("Billy:BaseAddress", Billy.BaseAddress.ToString()), ("Billy:RequestTimeout", RequestTimeout.ToString()), ("Billy:RequestsPerSecond", "20"),
            ("Billy:MaxReadRetries", "1"), ("Push:PollInterval", "00:00:01"), ("Sandbox:Enabled", "false"),
        ];
        Kills++;
        if (chance.Next(6) == 0)
        {
            using var starting = ChildProgram.Start("Development", [.. settings, ("Storage:DataDirectory", folder.Path)]);
            var output = Task.WhenAll(starting.StandardOutput.ReadToEndAsync(), starting.StandardError.ReadToEndAsync());
            await Task.Delay(chance.Next(300, 2500));
            starting.Kill(entireProcessTree: true);
            await output;
            Did("killed while it started");
            return;
        }

        await using var program = await RunningProgram.StartAsync(folder.Path, 0, settings);
        Did("started");
        // Counted in requests, so that a slow machine sees as much of it; one that sends nothing dies too.
        var (lived, last) = (Stopwatch.StartNew(), Billy.Requests + chance.Next(2, 40));
        while (Billy.Requests < last && lived.Elapsed < LongestLife)
        {
            await Task.Delay(chance.Next(20, 250));
            switch (chance.Next(14))
            {
                case 0:
                    await SignalAsync(program, "STOP");
                    await Task.Delay(chance.Next(100, 2500));
                    await SignalAsync(program, "CONT");
                    break;
                case 1:
                    await Billy.RefuseAsync();
                    await Task.Delay(chance.Next(100, 1000));
                    await Billy.ListenAsync();
                    break;
                case 2 or 3 when restores:
                    await CopyAsync(program);
                    break;
            }
        }

        if (chance.Next(5) == 0)
            await program.StopAsync();
        else
            await program.KillAsync();
        Did("killed or ended");
    }

    private async Task SignalAsync(RunningProgram program, string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", program.ProcessId.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        Did(signal);
    }

    /// <summary>
    /// Keeps the folder as it is at one moment. A copy of files that change meanwhile can be anything; the one that is taken here can
    /// lack what stands in the log, but is sound.
    /// </summary>
    private async Task CopyAsync(RunningProgram program)
    {
        var whole = chance.Next(3) == 0;
        var withLog = whole || chance.Next(2) == 0;
        var copy = Directory.CreateDirectory(Path.Combine(copies.Path, $"{kept.Count}")).FullName;
        await SignalAsync(program, "STOP");
        foreach (var file in Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories))
        {
            var name = Path.GetRelativePath(folder.Path, file);
            // The running program holds the lock file, and what it says is no part of a backup.
            if (name == "pennapay.lock" || !whole && !name.StartsWith("pennapay.db", StringComparison.Ordinal) || !withLog && name != "pennapay.db")
                continue;
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(copy, name))!);
            File.Copy(file, Path.Combine(copy, name));
        }

        await SignalAsync(program, "CONT");
        // A checkpoint that was on its way leaves half a database without the log: that is damage, and another story.
        if (withLog || new SqliteFile(copy).Rows("PRAGMA integrity_check") is ["ok"])
            kept.Add((copy, whole));
        Did($"copied: {(whole ? "the folder" : withLog ? "the database" : "the database without its log")}");
    }

    private async Task PutBackAsync()
    {
        var (copy, isWhole) = kept[chance.Next(kept.Count)];
        foreach (var file in Directory.GetFiles(folder.Path, isWhole ? "*" : "pennapay.db*", SearchOption.AllDirectories))
            File.Delete(file);
        foreach (var file in Directory.GetFiles(copy, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(folder.Path, Path.GetRelativePath(copy, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target, overwrite: true);
        }

        // What is not there yet, no program can find whose memory of having sent it is gone.
        Billy.ComeToLight();
        Did($"put back {Path.GetFileName(copy)}");
        // With the copy went what was queued since, so that somebody asks for it again.
        await InBetweenAsync((services, _) => QueueAsync(services, queued));
    }

    private async Task QueueMoreAsync(IServiceProvider services, TestClock clock)
    {
        queued.UnionWith(invoices.Keys.Where(id => !queued.Contains(id)).Take(QueuedAtATime).ToList());
        await QueueAsync(services, queued);
        // The program holds the queue for minutes after several unclear answers; somebody presses "resume".
        await services.GetRequiredService<BillyConnector>().ResumeAsync(Owner, default);
    }

    private async Task QueueAsync(IServiceProvider services, IReadOnlyCollection<Guid> wanted)
    {
        var result = await services.GetRequiredService<InvoicePusher>().PushManyAsync(Owner, wanted, PushCause.Bulk, default);
        Did($"pressed push all: {result}");
    }

    /// <summary>What is done while the program is not there.</summary>
    private async Task InBetweenAsync(Func<IServiceProvider, TestClock, Task> act)
    {
        var clock = new TestClock(DateTimeOffset.UtcNow);
        await using var services = PushHost.Build(folder.Path, Billy.BaseAddress, clock, collection => collection.Configure<BillyOptions>(options =>
            options.BaseAddress = Billy.BaseAddress));
        await act(services, clock);
        await services.ReleaseDatabaseAsync();
    }

    // The last life, on a clock that is moved: what is unclear is looked for over a quarter of an hour.
    private Task ComeToRestAsync() => InBetweenAsync(async (services, clock) =>
    {
        Billy.Clock = clock;
        await services.GetRequiredService<QueueLeases>().ClearAsync(default);
        await services.GetRequiredService<Reconciler>().TakeUpRestoreAsync(default);
        for (var step = 0; step < 300; step++)
        {
            await services.GetRequiredService<QueueWork>().RunAsync(queue, default);
            var now = clock.GetUtcNow();
            var connection = (await services.GetRequiredService<ConnectionStore>().FindAsync(workspace, queue.Connection, default))!;
            var pause = connection.PauseAt(now);
            Assert.False(pause is { Until: null }, $"The queue stands still: {pause}");
            if (await NextDueAsync(services) is not { } due)
                return;
            var outages = services.GetRequiredService<ConnectionOutages>();
            var until = outages.AwaySince(connection.Id) is null ? due : now + outages.GateOf(connection).UntilProbe;
            until = pause?.Until > until ? pause.Until.Value : until;
            if (until > now)
                clock.Advance(until - now);
        }

        Assert.Fail("The queue does not come to rest.\n" + await DescribeAsync());
    });

    private async Task<DateTimeOffset?> NextDueAsync(IServiceProvider services)
    {
        await using var db = services.GetRequiredService<Database>().Read(workspace);
        return await db.Set<LedgerEntry>().Where(e => PushStates.Open.Contains(e.State)).MinAsync(e => e.DueAt);
    }

    private async Task<RigResult> ResultAsync()
    {
        var ledger = await LedgerAsync();
        Billy.ComeToLight();
        var held = Billy.Invoices;
        var waiting = ledger.Where(e => e.State == PushState.NeedsAttention).Select(e => e.InvoiceId).ToHashSet();
        var byNumber = held.ToLookup(one => one.OrderNo);
        return new(
            Pushes: queued.Count,
            Waiting: waiting.Count,
            Duplicates: held.GroupBy(one => one.OrderNo).Concat(held.Where(one => one.Key is not null).GroupBy(one => one.Key!))
                .Where(same => same.Count() > 1).Select(same => same.Key).ToList(),
            Lost: queued.Where(id => !byNumber.Contains(invoices[id].Number) && !waiting.Contains(id)).Select(id => invoices[id].Number).ToList(),
            Unequal: invoices.Values.Where(one => byNumber[one.Number].Any(draft => draft.Gross != one.Gross)).Select(one => one.Number).ToList());
    }

    private async Task<List<LedgerEntry>> LedgerAsync()
    {
        List<LedgerEntry> ledger = [];
        await InBetweenAsync(async (services, _) =>
        {
            await using var db = services.GetRequiredService<Database>().Read(workspace);
            ledger = await db.Set<LedgerEntry>().OrderBy(e => e.InvoiceNumber).ToListAsync();
        });
        return ledger;
    }

    /// <summary>What was done, what was asked of Billy, and what the ledger says of it.</summary>
    public async Task<string> DescribeAsync() => string.Join('\n', (string[])
    [
        .. deeds.Concat(Billy.Log).Order(StringComparer.Ordinal),
        .. (await LedgerAsync()).Select(e => string.Create(
            CultureInfo.InvariantCulture,
            $"{e.InvoiceNumber} {e.State} {e.Key} attempt {e.Attempt} sent {e.SentAt:HH:mm:ss} ended {e.EndedAt:HH:mm:ss} due {e.DueAt:HH:mm:ss} {e.RemoteId} {e.Gross} {e.FailureCode} {e.FailureDetail}")),
        .. Billy.Invoices.Select(one => $"{one}"),
    ]);

    private void Did(string what) => deeds.Add(string.Create(CultureInfo.InvariantCulture, $"{DateTimeOffset.UtcNow:HH:mm:ss.fff} ==== {what}"));
}
