using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Links;
using PennaPay.Billy.Core.Push.Targets;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Sync.Sources;
using PennaPay.Billy.Core.Systems.PlugAndPay.Api;

namespace PennaPay.Billy.Core.Systems.PlugAndPay.Orders;

/// <summary>
/// What comes from Plug&amp;Pay, and when. First all invoices, the oldest first; then, every ten minutes, the newest until everything is known, and
/// what was paid. There is no list of changes: open orders are looked at every hour, and what was taken back or deleted every six. What was paid where
/// orders went on to is told every ten minutes.
/// </summary>
internal sealed class PlugAndPaySource(PlugAndPayReader reader, PlugAndPayWriter writer, OrderSteps orders, OpenOrders open) : ISource
{
    public const string All = "orders";
    public const string Changes = "changes";
    public const string Open = "open";
    public const string TakenBack = "taken_back";
    public const string Payments = "payments";

    private const int PaymentsAStep = 20;

    /// <inheritdoc />
    public string System => PlugAndPaySystem.SystemId;

    /// <inheritdoc />
    public InvoiceOrigin Origin => PlugAndPaySystem.Origin;

    /// <inheritdoc />
    public SourcedKind Kind => SourcedKind.Shop;

    /// <inheritdoc />
    public TimeZoneInfo Zone => PlugAndPaySystem.Zone;

    /// <inheritdoc />
    public IReadOnlyList<SourceTask> Tasks { get; } =
    [
        new(All, SourceTaskKind.First),
        new(Changes, SourceTaskKind.Again, TimeSpan.FromMinutes(10)) { TellsStandings = true },
        new(Payments, SourceTaskKind.Again, TimeSpan.FromMinutes(10)),
        new(Open, SourceTaskKind.Again, TimeSpan.FromHours(1)) { TellsStandings = true },
        new(TakenBack, SourceTaskKind.Again, TimeSpan.FromHours(6)),
    ];

    /// <inheritdoc />
    public Task<SourceStep> ReadAsync(SourceRead read, CancellationToken cancellationToken) => read.Task switch
    {
        All => orders.AllAsync(read, cancellationToken),
        Changes => orders.ChangesAsync(read, cancellationToken),
        TakenBack => orders.TakenBackAsync(read, cancellationToken),
        Open => open.ReadAsync(read, cancellationToken),
        Payments => TellPaymentsAsync(read, cancellationToken),
        _ => throw new ArgumentException($"There is no task {read.Task}.", nameof(read)),
    };

    /// <summary>Asks for nothing: a shop tells its customers by their orders alone.</summary>
    public Task<SourceStep> ReadCustomerAsync(OpenedConnection opened, string customer, CancellationToken cancellationToken) =>
        Task.FromResult(new SourceStep { IsUnasked = true });

    /// <inheritdoc />
    public async Task<SourceStep> ReadInvoiceAsync(OpenedConnection opened, string invoice, SourceKnowledge known, CancellationToken cancellationToken) =>
        await reader.FindOrderAsync(opened.Access, PlugAndPayIds.Of(invoice), cancellationToken) is { } order
            ? await OrderSteps.BringAsync(opened, known, [order], cancellationToken)
            : new SourceStep { Done = 1, InvoicesGone = [invoice] };

    /// <summary>Where orders are seen over there is not known.</summary>
    public Uri? PageOf(Connection connection, RecordKind kind, string id) => null;

    private async Task<SourceStep> TellPaymentsAsync(SourceRead read, CancellationToken cancellationToken)
    {
        var paid = await read.Known.PaidElsewhereAsync(PaymentsAStep, cancellationToken);
        if (paid.Count == 0)
            return new() { IsUnasked = true };
        List<ToldPayment> told = [];
        try
        {
            foreach (var id in paid)
            {
                told.Add(await TellAsync(read.Opened.Access, id, cancellationToken));
                CrashPoint.Reach("payment.after-told");
            }
        }
        catch (ApiException) when (told.Count > 0)
        {
            // What was told stands; the rest is tried again at once, and fails by itself if it must.
            return new() { Next = "more", Done = told.Count, ToldPayments = told };
        }

        return new() { Next = paid.Count == PaymentsAStep ? "more" : null, Done = told.Count, ToldPayments = told };
    }

    private async Task<ToldPayment> TellAsync(ApiAccess access, string id, CancellationToken cancellationToken)
    {
        try
        {
            return await writer.RegisterPaymentAsync(access, PlugAndPayIds.Of(id), cancellationToken) switch
            {
                PaymentRegistration.Registered => new(id, PaymentTold.Told),
                // Somebody else said so, or an answer of ours was lost on its way.
                PaymentRegistration.NotOpen { Status: PaymentStatuses.Paid } => new(id, PaymentTold.Told),
                PaymentRegistration.NotOpen => new(id, PaymentTold.NotOpen),
                _ => new(id, PaymentTold.Refused, new Failure(FailureCodes.SourceGone)),
            };
        }
        catch (ApiException refused) when (refused.Failure is ApiFailure.Invalid or ApiFailure.NotFound)
        {
            return new(id, PaymentTold.Refused, ApiFailures.DescribeRead(refused));
        }
    }
}
