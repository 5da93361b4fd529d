#if CRASH_POINTS
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Decisions;
using PennaPay.Billy.Core.Push.Leases;
using PennaPay.Billy.Core.Push.Ledger;
using PennaPay.Billy.Core.Push.Queue;
using PennaPay.Billy.Core.Push.Worker;
using PennaPay.Billy.Core.Records.Invoices.Import;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Sync.Running;
using PennaPay.Billy.Core.Sync.Sources.Reading;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Tests.Systems.Pennylane;
using PennaPay.Billy.Tests.Systems.ShopOrders;

namespace PennaPay.Billy.Tests.Push.Crash;

/// <summary>A program of its own that queues one invoice or imports some, works, and dies at a named point as if the power had gone.</summary>
internal static class CrashingChild
{
    /// <summary>How the parent says that this is one: the first argument of the test program.</summary>
    public const string Command = "crash";

    /// <summary>What it does unless it is told a decision.</summary>
    public const string Push = "push";

    /// <summary>Imports so many rows: <c>import:450</c>.</summary>
    public const string Import = "import";

    /// <summary>Does a run that keeps records alike: <c>sync:</c> and its id.</summary>
    public const string Sync = "sync";

    /// <summary>Reads what is due of an account that records come from: <c>read:</c>, its id and the address of its sandbox.</summary>
    public const string Read = "read";

    /// <summary>Reads a shop and works what goes on into a company's books: <c>orders:</c>, the ids of both, and after bars the addresses of their sandboxes.</summary>
    public const string Orders = "orders";

    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(400);

    public static async Task<int> RunAsync(string[] args)
    {
        var (folder, sandbox, workspace, invoice, point) =
            (args[0], new Uri(args[1]), new WorkspaceId(Guid.Parse(args[2])), Guid.Parse(args[3]), args[4]);
        var clock = new TestClock(DateTimeOffset.Parse(args[5], CultureInfo.InvariantCulture));
        await using var services = PushHost.Build(folder, sandbox, clock, args[6].Split(':')[0] switch
        {
            Read => SourceHost.Unpaced,
            Orders => OrdersHost.Unpaced,
            _ => null,
        });
        // Of several times that it comes there, #2 is the second.
        var (place, left) = point.Split('#') is [var name, var time] ? (name, int.Parse(time, CultureInfo.InvariantCulture)) : (point, 1);
        CrashPoint.Reached.Value = reached =>
        {
            if (reached == place && --left == 0)
                Environment.FailFast(null);
        };
        await services.GetRequiredService<QueueLeases>().ClearAsync(default);
        if (args[6].Split(':') is [Import, var rows])
        {
            await services.GetRequiredService<InvoiceImporter>().ImportAsync(
                TestActors.OwnerOf(workspace), await ImportFileAsync(int.Parse(rows, CultureInfo.InvariantCulture)));
            return 0;
        }

        if (args[6].Split(':') is [Sync, var run])
        {
            // No request of it is left hanging, and on a busy machine a moved clock would end one that is only slow.
            await services.GetRequiredService<SyncProcessor>().RunAsync(workspace, Guid.Parse(run), default);
            return 0;
        }

        if (args[6].Split(':', 3) is [Read, var account, var source])
        {
            SourceHost.Point(services, new(source));
            await services.GetRequiredService<SourceRunner>().RunAsync(workspace, Guid.Parse(account), default);
            return 0;
        }

        if (args[6].Split('|') is [var path, var shopServer, var companyServer] && path.Split(':') is [Orders, var shop, var company])
        {
            OrdersHost.Point(services, new(shopServer), new(companyServer));
            await services.GetRequiredService<SourceRunner>().RunAsync(workspace, Guid.Parse(shop), default);
            // No request of it is left hanging either.
            await services.GetRequiredService<QueueWork>().RunAsync(new(workspace, Guid.Parse(company)), default);
            return 0;
        }

        if (args[6] != Push)
        {
            await using var db = services.GetRequiredService<Database>().Read(workspace);
            var push = await db.Set<LedgerEntry>().SingleAsync(e => e.InvoiceId == invoice);
            await DecideAsync(services.GetRequiredService<PushDecisions>(), TestActors.OwnerOf(workspace), push, args[6]);
            return 0;
        }

        await services.GetRequiredService<InvoicePusher>().PushAsync(TestActors.OwnerOf(workspace), invoice, PushCause.Manual, default);
        var connection = await services.GetRequiredService<ConnectionStore>().ListedAsync(workspace, default);
        await WorkAsync(services.GetRequiredService<QueueWork>().RunAsync(new(workspace, connection!.Id), default), clock);
        return 0;
    }

    // A request that Billy leaves hanging ends by its timeout, which hangs on the clock.
    private static async Task WorkAsync(Task work, TestClock clock)
    {
        while (await Task.WhenAny(work, Task.Delay(Patience)) != work)
            clock.Advance(TimeSpan.FromSeconds(30));
        await work;
    }

    /// <summary>Invoices of one line to seven customers, numbered from 1.</summary>
    public static Task<ImportFile> ImportFileAsync(int rows) => Importing.FileAsync(
        "fakturaer.csv",
        "Kunde;Fakturanr;Dato;Vare;Pris;Moms\n" + string.Join('\n', Enumerable.Range(1, rows).Select(number => $"Kunde {number % 7} ApS;{number};2026-01-02;T;100;25")));

    /// <summary>Decides what its name says about a push.</summary>
    public static async Task DecideAsync(PushDecisions decisions, Actor actor, LedgerEntry push, string decision) =>
        Assert.IsType<DecisionResult.Done>(decision switch
        {
            "undo" => await decisions.UndoAsync(actor, push.InvoiceId, default),
            "give-up" => await decisions.GiveUpAsync(actor, push.Id, default),
            "send-again" => await decisions.SendAgainAsync(actor, push.Id, default),
            "delete-newer" when await CandidatesAsync(decisions, push) is [_, _] => await decisions.DeleteNewerAsync(actor, push.Id, default),
            _ => await decisions.AdoptAsync(actor, push.Id, (await CandidatesAsync(decisions, push))[0].Document.Id, default),
        });

    private static async Task<IReadOnlyList<DocumentCandidate>> CandidatesAsync(PushDecisions decisions, LedgerEntry push) =>
        Assert.IsType<CandidateSearch.Found>(await decisions.SearchAsync(push.WorkspaceId, push.Id, default)).Candidates;
}
#endif
