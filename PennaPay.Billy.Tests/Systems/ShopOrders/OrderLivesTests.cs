using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Decisions;
using PennaPay.Billy.Core.Push.Queue;
using PennaPay.Billy.Core.Systems.Billit.Terms;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Tests.Systems.ShopOrders;

/// <summary>
/// Random lives of a shop and its books: customers order, pay and send back, people in both work as they please, sending is switched off and on, people
/// retry by hand, requests fail and the program restarts. At the end all comes to rest and the invariants hold. A failure prints its steps and seed;
/// <c>ORDER_LIVES_SEED</c> (two numbers, as printed) replays it.
/// </summary>
public sealed class OrderLivesTests
{
    private static readonly int Lives = Slow.Count(few: 10, all: 30);

    /// <summary>One step; <paramref name="Which"/> picks an order, a fault or a time.</summary>
    public sealed record Step(StepKind Kind, int Which);

    public enum StepKind
    {
        Order, Read, Work, Look, Wait, Restart, FaultInShop, FaultInBooks, Push, SendOn, Decide, SwitchSending,
        CustomerPays, Credit, DeleteInShop, Pay, Refuse, EditParty, MergeParties, EditDocument, DeleteDocument,
    }

    private static readonly StepKind[] Often = [StepKind.Order, StepKind.Order, StepKind.Read, StepKind.Read, StepKind.Work, StepKind.Work, StepKind.Look, StepKind.Pay];

    private static readonly SandboxFaultKind[] Faults =
    [
        SandboxFaultKind.Refuse, SandboxFaultKind.CommitThenDrop, SandboxFaultKind.CommitThenServerError, SandboxFaultKind.ServerError, SandboxFaultKind.TruncatedJson,
        SandboxFaultKind.TooManyRequests, SandboxFaultKind.Html, SandboxFaultKind.HtmlAfterCommit, SandboxFaultKind.Unauthorized, SandboxFaultKind.Invalid,
    ];

    [Fact]
    public void AnyLife_EndsWithAtMostOneOfEach_AndNothingBroughtOverIsSent()
    {
        var kinds = Enum.GetValues<StepKind>().Concat(Often).ToArray();
        var steps = Gen.Choose(0, kinds.Length - 1).SelectMany(kind => Gen.Choose(0, 19), (kind, which) => new Step(kinds[kind], which));
        var life = steps.ListOf().Select(list => list.Take(20).ToList()).Where(list => list.Count > 5).ToArbitrary();
        var configuration = Config.QuickThrowOnFailure.WithMaxTest(Lives).WithStartSize(12).WithEndSize(40);
        if (Environment.GetEnvironmentVariable("ORDER_LIVES_SEED")?.Split(',') is [var seed, var gamma])
            configuration = configuration.WithReplay(ulong.Parse(seed, CultureInfo.InvariantCulture), ulong.Parse(gamma, CultureInfo.InvariantCulture));
        var (sent, told) = (0, 0);
        Prop.ForAll(life, list =>
        {
            var came = Task.Run(() => LiveAsync(list)).GetAwaiter().GetResult();
            (sent, told) = (sent + came.Sent, told + came.Told);
        }).Check(configuration);
        // Lives in which nothing happens prove nothing.
        Assert.True(sent > 0, $"{sent} sent, {told} told as paid.");
    }

    private static async Task<(int Sent, int Told)> LiveAsync(IReadOnlyList<Step> steps)
    {
        await using var host = await OrdersHost.StartAsync();
        var life = new Life(host);
        await life.BeginAsync();
        foreach (var step in steps)
            await life.TakeAsync(step);
        await life.EndAsync(string.Join(" ", steps.Select(step => $"{step.Kind}:{step.Which}")));
        return (host.Company.Orders.Sum(order => order.Messages.Count), host.Shop.Orders.Sum(order => host.Told(order.Id)));
    }

    private sealed class Life(OrdersHost host)
    {
        private readonly Dictionary<long, int> asked = [];
        private int buyers;

        public async Task BeginAsync()
        {
            Order(0);
            Order(1);
            await host.ActivateAsync();
            host.Clock.Advance(TimeSpan.FromMinutes(1));
            await host.SwitchOnAsync();
            host.Clock.Advance(TimeSpan.FromMinutes(1));
            Order(2);
        }

        public async Task TakeAsync(Step step)
        {
            var orders = host.Shop.Orders;
            var order = orders[step.Which % orders.Count].Id;
            switch (step.Kind)
            {
                case StepKind.Order:
                    Order(step.Which);
                    break;
                case StepKind.Read:
                    await host.ReadAsync(TimeSpan.FromMinutes(10 * (1 + (step.Which % 8))));
                    break;
                case StepKind.Work:
                    await host.Product.WorkAsync();
                    break;
                case StepKind.Look:
                    await LookAsync();
                    break;
                case StepKind.Wait:
                    host.Clock.Advance(TimeSpan.FromMinutes(step.Which));
                    break;
                case StepKind.Restart:
                    await host.RestartAsync();
                    break;
                case StepKind.FaultInShop:
                    host.PlanInShop(Faults[step.Which % Faults.Length], method: step.Which % 2 == 0 ? "PATCH" : null);
                    break;
                case StepKind.FaultInBooks:
                    host.PlanInCompany(Faults[step.Which % Faults.Length], method: step.Which % 4 == 0 ? null : "POST");
                    break;
                case StepKind.SwitchSending:
                    await host.SwitchOnAsync(OrdersHost.Terms with { Sending = (Sending)(step.Which % 5) });
                    break;
                case StepKind.Push or StepKind.SendOn or StepKind.Decide:
                    await ActAsync(step, order);
                    break;
                case StepKind.CustomerPays or StepKind.Credit or StepKind.DeleteInShop:
                    Try(() => ActInShop(step.Kind, order));
                    break;
                default:
                    Try(() => ActInBooks(step));
                    break;
            }
        }

        public async Task EndAsync(string context)
        {
            host.ShopSandbox.ClearFaults();
            host.Billit.ClearFaults();
            for (var round = 0; round < 2; round++)
            {
                foreach (var connection in new[] { host.ShopId, host.CompanyId })
                    Assert.IsType<Core.Connections.TestResult.Verified>(await host.Product.Get<Connector>().TestAccountAsync(host.Product.Owner, connection, default));
                await host.ReadAsync(TimeSpan.FromHours(7));
                await host.RestAsync();
                // Few lives come to it by themselves.
                foreach (var unpaid in host.Company.Orders.Where(document => document is { Paid: false, Content.OrderType: "Invoice" }).Take(1))
                    host.Company.Pay(unpaid.OrderID);
                await LookAsync();
                await host.ReadAsync(TimeSpan.FromMinutes(30));
                await host.RestAsync();
            }

            await OrderInvariants.VerifyAsync(host, context, asked);
            foreach (var order in host.Shop.Orders.Where(order => order.DeletedAt is null))
                Assert.True(await host.InvoiceAsync(order.Id) is not null, $"{context}: order {order.Id} is not here.");
            var entries = await host.EntriesAsync(PushPurpose.Document);
            foreach (var entry in entries.Where(entry => !entry.State.HasEnded()))
                Assert.Fail($"{context}: a document rests as {entry.State} ({entry.FailureCode}).");
        }

        // Some pay VAT in other ways than their price comes out even by, and one in three is not on the network.
        private void Order(int which) => host.Order(which % 3 == 0 ? 100 + ++buyers : which % 7, 10m + (which * 7.37m), isOnPeppol: which % 3 != 1);

        private async Task LookAsync()
        {
            try
            {
                await host.LookAsync();
            }
            catch (ApiException)
            {
                // It is tried again by the next round.
            }
        }

        private async Task ActAsync(Step step, long order)
        {
            if (await host.InvoiceAsync(order) is not var (invoice, _))
                return;
            switch (step.Kind)
            {
                case StepKind.Push:
                    await host.Product.Pusher.PushAsync(host.Product.Owner, invoice.Id, PushCause.Manual, default, host.CompanyId);
                    break;
                case StepKind.SendOn:
                    var way = (step.Which % 3) switch { 0 => "email", 1 => "peppol", _ => null };
                    if (await host.Product.Get<DocumentSender>().SendAsync(host.Product.Owner, host.CompanyId, invoice.Id, way, default) is QueueResult.Queued)
                        asked[order] = asked.GetValueOrDefault(order) + 1;
                    break;
                default:
                    var decisions = host.Product.Get<PushDecisions>();
                    if ((await decisions.WaitingAsync(host.Product.Workspace, default)).FirstOrDefault(push => push.InvoiceId == invoice.Id) is { } waiting)
                        await (step.Which % 2 == 0 ? decisions.SendAgainAsync(host.Product.Owner, waiting.Id, default) : decisions.GiveUpAsync(host.Product.Owner, waiting.Id, default));
                    break;
            }
        }

        private void ActInShop(StepKind kind, long order)
        {
            switch (kind)
            {
                case StepKind.CustomerPays:
                    host.Shop.Pay(order);
                    break;
                case StepKind.Credit:
                    host.Shop.Credit(order);
                    break;
                default:
                    host.Shop.Delete(order);
                    break;
            }
        }

        private void ActInBooks(Step step)
        {
            var (documents, parties) = (host.Company.Orders, host.Company.Parties);
            if (documents.Count == 0)
                return;
            var document = documents[step.Which % documents.Count];
            switch (step.Kind)
            {
                case StepKind.Pay:
                    host.Company.Pay(document.OrderID, step.Which % 5 == 0 ? 1 : null);
                    break;
                case StepKind.Refuse:
                    host.Company.RefuseDelivery(document.OrderID, "Niet van ons");
                    break;
                case StepKind.EditParty:
                    host.Company.EditParty(document.Party, party => party with { Email = "andere@voorbeeld.be" });
                    break;
                case StepKind.MergeParties:
                    host.Company.MergeParties(document.Party, parties[step.Which % parties.Count].PartyID);
                    break;
                case StepKind.EditDocument:
                    host.Company.EditOrder(document.OrderID, content => content with { Comments = "Gewijzigd" });
                    break;
                default:
                    host.Company.DeleteOrder(document.OrderID);
                    break;
            }
        }

        // People are told what they cannot do, and leave it.
        private static void Try(Action act)
        {
            try
            {
                act();
            }
            catch (Exception refused) when (refused is InvalidOperationException or KeyNotFoundException)
            {
            }
        }
    }
}
