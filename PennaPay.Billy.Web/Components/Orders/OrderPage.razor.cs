using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Decisions;
using PennaPay.Billy.Core.Push.Looks;
using PennaPay.Billy.Core.Push.Queue;
using PennaPay.Billy.Core.Push.Targets;
using PennaPay.Billy.Core.Sync.Sources;
using PennaPay.Billy.Core.Sync.Sources.Pushing;
using PennaPay.Billy.Core.Sync.Sources.Reading;
using PennaPay.Billy.Core.Sync.Sources.Ways;
using PennaPay.Billy.Web.Components.Push;
using PennaPay.Billy.Web.Components.Shared;
using PennaPay.Billy.Web.Resources;

namespace PennaPay.Billy.Web.Components.Orders;

/// <summary>The way of one order on one time line: order, debtor, document, sending, payment, with every request and answer.</summary>
public sealed partial class OrderPage
{
    private ShopPair? pair;
    private WayDetails? way;
    private bool isRead, mayPush;

    [Parameter] public Guid InvoiceId { get; set; }

    [SupplyParameterFromQuery(Name = "shop")] public string? Shop { get; set; }

    [Inject] public required ShopPairs Pairs { get; init; }

    [Inject] public required InvoiceWays Ways { get; init; }

    [Inject] public required InvoicePusher Pusher { get; init; }

    [Inject] public required DocumentSender Sender { get; init; }

    [Inject] public required PushDecisions Decisions { get; init; }

    [Inject] public required SourceRefresh Refresh { get; init; }

    [Inject] public required ShownInvoices OnPages { get; init; }

    [Inject] public required SourceFeed Moves { get; init; }

    [Inject] public required PushFeed Pushes { get; init; }

    [Inject] public required OrderWords Words { get; init; }

    [Inject] public required PushWords Failures { get; init; }

    [Inject] public required Toasts Toasts { get; init; }

    [Inject] public required IStringLocalizer<OrderTexts> Texts { get; init; }

    private string CompanySystem => pair?.Company is { } company ? Words.SystemName(company) : "";

    // What is there, was never handed over, and came after orders had begun to go by themselves.
    private bool MaySend => way is { Row: { IsNew: true, DocumentId: not null, State: WayState.NotSent or WayState.Standing } };

    private string Sending => way switch
    {
        { Delivery: { State: DeliveryState.OnItsWay } on } when on.IsStuckAt(Time.GetUtcNow()) => Texts["Way.Sending.Stuck", Format.DateAndTime(on.SentAt)],
        { Delivery: { } delivery } => Texts[$"Way.Sending.{delivery.State}", delivery.Way ?? "–", Format.DateAndTime(delivery.StandsSince), Format.DateAndTime(delivery.SeenAt)] + (delivery.Reason is { } reason ? $" {reason}" : ""),
        { Row.IsNew: false } => Texts["Way.Sending.Never"],
        { Row.State: WayState.NotSent } => Texts["Way.Sending.Stopped"],
        { Sendings.Count: > 0 } => Texts["Way.Sending.Waits"],
        _ => Texts["Way.Sending.Not"],
    };

    private string Payment => way switch
    {
        { Sourced: { PaymentTold: PaymentTold.Told, Standing: not SourceStanding.Paid } } => Texts["Way.Payment.Back", Words.Name(pair!.Shop)],
        { Sourced: { PaymentTold: not PaymentTold.No, PaymentToldAt: { } at } told } => Texts[$"Way.Payment.{told.PaymentTold}", Words.Name(pair!.Shop), Format.DateAndTime(at)] + (told.PaymentFailure is { } code ? $" {Failures.Say(new Failure(code))}" : ""),
        { Row.Condition: DocumentCondition.Paid } => Texts["Way.Payment.PaidThere"],
        { Sourced.Standing: SourceStanding.Paid } => Texts["Way.Payment.PaidInShop"],
        _ => Texts["Way.Payment.Open"],
    };

    protected override async Task OnInitializedAsync()
    {
        await base.OnInitializedAsync();
        mayPush = (await CurrentUser.GetAsync()).Actor.May(Permission.Push);
        Keep(OnPages.Open(Workspace)).Invoices = [InvoiceId];
        ListenSoon(Pushes, LoadAsync, moved => moved.InvoiceId == InvoiceId);
        ListenSoon(Moves, LoadAsync, moved => moved.Connection == pair?.Shop.Id);
    }

    protected override Task OnParametersSetAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        var all = await Pairs.AllAsync(Workspace, Closed);
        var asked = Guid.TryParse(Shop, out var shop) ? shop : (Guid?)null;
        var (foundPair, found) = (default(ShopPair), default(WayDetails));
        foreach (var one in all.Where(one => asked is null || one.Shop.Id == asked))
        {
            if (one.Company is { } company && await Ways.FindAsync(Workspace, one.Shop.Id, company.Id, InvoiceId, Closed) is { } there)
                (foundPair, found) = (one, there);
        }

        (pair, way, isRead) = (foundPair ?? all.FirstOrDefault(one => one.Shop.Id == asked), found, true);
        StateHasChanged();
    }

    private async Task RetryAsync() => Say(await Pusher.PushAsync((await CurrentUser.GetAsync()).Actor, InvoiceId, PushCause.Retry, CancellationToken.None, pair!.Company!.Id));

    private async Task SendAsync(string? by) => Say(await Sender.SendAsync((await CurrentUser.GetAsync()).Actor, pair!.Company!.Id, InvoiceId, by, CancellationToken.None));

    // Only where the other side shows that it has it no more; what was sent once is not sent again.
    private async Task AgainAsync()
    {
        if (await Decisions.ForgetMissingAsync((await CurrentUser.GetAsync()).Actor, InvoiceId, CancellationToken.None, pair!.Company!.Id) is DecisionResult.Refused refused)
            Toasts.Show(ToastTone.Failure, Texts["NotQueued"], Failures.SayWithNextStep(refused.Failure));
        else
            await RetryAsync();
    }

    private async Task ReadAgainAsync()
    {
        if (await Refresh.ReadInvoiceAsync((await CurrentUser.GetAsync()).Actor, InvoiceId, CancellationToken.None) is { } failure)
            Toasts.Show(ToastTone.Failure, Texts["NotRead"], Failures.Say(failure));
        else
            Toasts.Show(ToastTone.Info, Texts["ReadNow"]);
        await LoadAsync();
    }

    private void Say(QueueResult result)
    {
        switch (result)
        {
            case QueueResult.Queued:
                Toasts.Show(ToastTone.Info, Texts["Queued"]);
                break;
            case QueueResult.Refused refused:
                Toasts.Show(ToastTone.Failure, Texts["NotQueued"], Failures.SayWithNextStep(refused.Failure));
                break;
            default:
                Toasts.Show(ToastTone.Info, Texts["AlreadyThere"]);
                break;
        }
    }
}
