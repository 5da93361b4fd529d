using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Decisions;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Tests.Push.Crash;

/// <summary>
/// Random lives of a few invoices: people push, click twice, edit and undo, Billy fails, somebody works in Billy, the program
/// restarts and two workers run at once. At the end all comes to rest and the invariants hold. A failure prints its steps and
/// seed; <c>PUSH_MODEL_SEED</c> (two numbers, as printed) replays it.
/// </summary>
public sealed class PushModelTests
{
    private const int Invoices = 3;

    private static readonly int Lives = Slow.Count(few: 10, all: 25);

    /// <summary>One step; <paramref name="Which"/> picks an invoice, a fault or a time.</summary>
    public sealed record Step(StepKind Kind, int Which);

    public enum StepKind
    {
        Push, DoubleClick, Edit, Undo, Drain, TwoDrains, Wait, Fault, PersonEdits, PersonApproves, PersonDeletes, Restart, Bulk,
    }

    [Fact]
    public void AnyLife_EndsWithAtMostOneDraftAnInvoice()
    {
        var steps = Gen.Choose(0, Enum.GetValues<StepKind>().Length - 1)
            .SelectMany(kind => Gen.Choose(0, 11), (kind, which) => new Step((StepKind)kind, which));
        var life = steps.ListOf().Select(list => list.Take(16).ToList()).Where(list => list.Count > 3).ToArbitrary();
        var configuration = Config.QuickThrowOnFailure.WithMaxTest(Lives).WithEndSize(24);
        if (Environment.GetEnvironmentVariable("PUSH_MODEL_SEED")?.Split(',') is [var seed, var gamma])
            configuration = configuration.WithReplay(ulong.Parse(seed, CultureInfo.InvariantCulture), ulong.Parse(gamma, CultureInfo.InvariantCulture));
        Prop.ForAll(life, list => Task.Run(() => LiveAsync(list)).GetAwaiter().GetResult()).Check(configuration);
    }

    private static async Task LiveAsync(IReadOnlyList<Step> life)
    {
        var context = string.Join(" ", life.Select(s => $"{s.Kind}:{s.Which}"));
        await using var host = await PushHost.StartAsync();
        var customer = await host.AddCustomerAsync();
        List<Invoice> invoices = [];
        for (var i = 0; i < Invoices; i++)
            invoices.Add(await host.AddInvoiceAsync(customer: customer, number: $"{1000 + i}"));

        foreach (var step in life)
            await TakeAsync(host, invoices, step);

        host.Billy.ClearFaults();
        await host.RunToQuiescenceAsync();
        await host.Get<BillyConnector>().TestAsync(host.Owner, default);
        await host.RunToQuiescenceAsync();
        await PushInvariants.VerifyAsync(host, context, peopleWorkInBilly: true);
        foreach (var invoice in invoices)
        {
            var drafts = host.Billy.Invoices(host.Token).Count(d => d.GetProperty("orderNo").GetString() == invoice.Number);
            Assert.True(drafts <= 1, $"{context}: invoice {invoice.Number} has {drafts} documents in Billy.");
        }
    }

    private static async Task TakeAsync(PushHost host, List<Invoice> invoices, Step step)
    {
        var invoice = invoices[step.Which % Invoices];
        switch (step.Kind)
        {
            case StepKind.Push:
                await host.QueueAsync(invoice);
                break;
            case StepKind.DoubleClick:
                await Task.WhenAll(host.QueueAsync(invoice), host.QueueAsync(invoice));
                break;
            case StepKind.Edit:
                await host.EditAsync(invoice.Id, i => i.Lines[0].UnitPrice += 10 + step.Which);
                break;
            case StepKind.Undo:
                await host.Get<PushDecisions>().UndoAsync(host.Owner, invoice.Id, default);
                break;
            case StepKind.Bulk:
                await host.Pusher.PushManyAsync(host.Owner, [.. invoices.Select(i => i.Id)], PushCause.Bulk, default);
                break;
            case StepKind.Drain:
                await host.DrainAsync();
                break;
            case StepKind.TwoDrains:
                await Task.WhenAll(host.DrainAsync(), host.DrainAsync());
                break;
            case StepKind.Wait:
                host.Clock.Advance(TimeSpan.FromSeconds(10 * (step.Which + 1)));
                break;
            case StepKind.Restart:
                await host.RestartAsync();
                break;
            case StepKind.Fault:
                host.Plan(Faults[step.Which % Faults.Length]);
                break;
            default:
                ActInBilly(host, step);
                break;
        }
    }

    private static readonly SandboxFaultKind[] Faults =
    [
        SandboxFaultKind.Refuse, SandboxFaultKind.Hang, SandboxFaultKind.CommitThenHang, SandboxFaultKind.CommitThenDrop,
        SandboxFaultKind.CommitThenServerError, SandboxFaultKind.ServerError, SandboxFaultKind.TruncatedJson,
        SandboxFaultKind.ForeignBody, SandboxFaultKind.Unauthorized, SandboxFaultKind.Invalid, SandboxFaultKind.TooManyRequests,
        SandboxFaultKind.Html,
    ];

    private static void ActInBilly(PushHost host, Step step)
    {
        var drafts = host.Billy.Invoices(host.Token).Where(d => d.GetProperty("state").GetString() == "draft").ToList();
        if (drafts.Count == 0)
            return;
        var id = drafts[step.Which % drafts.Count].GetProperty("id").GetString()!;
        switch (step.Kind)
        {
            case StepKind.PersonEdits:
                host.Billy.Edit(host.Token, id, new { contactMessage = $"Rettet {step.Which}" });
                break;
            case StepKind.PersonApproves:
                host.Billy.Approve(host.Token, id);
                break;
            case StepKind.PersonDeletes:
                host.Billy.Delete(host.Token, id);
                break;
        }
    }
}
