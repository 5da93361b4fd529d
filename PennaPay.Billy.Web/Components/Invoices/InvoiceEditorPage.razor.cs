using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Looks;
using PennaPay.Billy.Core.Push.Queue;
using PennaPay.Billy.Core.Records.Companies;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Records.Invoices.Editing;
using PennaPay.Billy.Core.Sync.Sources;
using PennaPay.Billy.Core.Sync.Sources.Pushing;
using PennaPay.Billy.Core.Sync.Sources.Timelines;
using PennaPay.Billy.Core.Values;
using PennaPay.Billy.Web.Components.Push;
using PennaPay.Billy.Web.Components.Shared;
using PennaPay.Billy.Web.Resources;

namespace PennaPay.Billy.Web.Components.Invoices;

/// <summary>One invoice: written, changed, marked as sent, pushed, and what became of it.</summary>
public sealed partial class InvoiceEditorPage
{
    private ShownCopy copy = ShownCopy.Of(null);
    private string? customerName;
    private bool areLinesTouched;
    private bool canBeDeleted;
    private Uri? page;
    private Uri? sourcePage;
    private SourcedInvoice? standing;
    private bool mayGoOn;

    [Inject] public required InvoiceDetails Details { get; init; }

    [Inject] public required InvoiceEditor Editor { get; init; }

    [Inject] public required MirroredOrigins Mirrored { get; init; }

    [Inject] public required SourceOverview Sources { get; init; }

    [Inject] public required SourcePages SourcePages { get; init; }

    [Inject] public required SourcePushes Pushes { get; init; }

    [Inject] public required DocumentPages Pages { get; init; }

    [Inject] public required InvoiceArchive Archive { get; init; }

    [Inject] public required InvoiceFeed Feed { get; init; }

    [Inject] public required PushFeed PushFeed { get; init; }

    [Inject] public required CompanyEditor Companies { get; init; }

    [Inject] public required InvoicePusher Pusher { get; init; }

    [Inject] public required PushWords Words { get; init; }

    [Inject] public required IStringLocalizer<PushTexts> PushTexts { get; init; }

    /// <summary>The invoice that a new credit note is of.</summary>
    [SupplyParameterFromQuery(Name = "credits")] public Guid? Credits { get; set; }

    protected internal override string ListHref => "/invoices";

    protected override string? Name => Stored?.Number;

    protected override Guid? StartsFrom => Credits;

    private string Title => Stored is not null ? $"{Texts[$"Kind.{Stored.Kind}"]} {Stored.Number}"
        : Draft?.Kind == InvoiceKind.CreditNote ? Texts["Editor.NewCreditNote"]
        : Id is null ? Texts["Editor.New"]
        : Texts["Kind.Invoice"];

    /// <summary>Whether another system issued it, so that it is only shown.</summary>
    private bool IsIncoming => Stored is not null && Mirrored.Contains(Stored.Origin);

    /// <summary>Whether it came from a system that only gives, and goes on from here or has gone.</summary>
    private bool IsPushedOn => standing is not null && (mayGoOn || copy.RemoteId is not null || copy.State != CopyState.NotPushed);

    private Failure? OpenFailure => copy.State == CopyState.Failed ? copy.LatestFailure : null;

    // An import's own totals stand until its lines are changed.
    private Totals? ShownTotals => Stored is not null && !areLinesTouched ? new(Stored.Net, Stored.Vat, Stored.Gross) : Draft?.Totals;

    protected override Task<Invoice?> FindAsync(Guid id) => Details.FindAsync(Workspace, id, Closed);

    protected override async Task<InvoiceForm> BeginAsync()
    {
        var source = Credits is { } id ? await FindAsync(id) : null;
        var credited = source is { Kind: InvoiceKind.Invoice } ? source : null;
        var number = await Editor.NextNumberAsync(Workspace, Closed);
        var company = await Companies.FindAsync(Workspace, Closed);
        customerName = credited?.CustomerName;
        return credited is not null
            ? InvoiceForm.CreditNoteOf(credited, number, Format.Today(Time))
            : InvoiceForm.New(number, Format.Today(Time), company.Currency, company.PaymentTermsDays ?? DueDates.DefaultDays);
    }

    protected override InvoiceForm Fill(Invoice record)
    {
        (customerName, areLinesTouched) = (record.CustomerName, false);
        return InvoiceForm.From(record);
    }

    protected override void Follow(InvoiceForm draft, Guid id, int version) => (draft.Id, draft.Version) = (id, version);

    protected override async Task OnInitializedAsync()
    {
        await base.OnInitializedAsync();
        Listen(Feed, _ => Stored is null || IsSaving ? Task.CompletedTask : LoadAsync());
        Listen(PushFeed, happened => happened.InvoiceId == Stored?.Id ? LookWhetherItCanGoAsync() : Task.CompletedTask);
    }

    protected override async Task ReadAboutAsync(Invoice? record)
    {
        copy = ShownCopy.Of(record);
        standing = record is not null && Mirrored.Contains(record.Origin) ? await Sources.StandingAsync(Workspace, record.Id, Closed) : null;
        sourcePage = standing is null ? null : await SourcePages.OfInvoiceAsync(Workspace, record!.Id, Closed);
        mayGoOn = standing is not null && (await Pushes.GoingOnFromAsync(Workspace, Closed)).Contains(record!.Origin);
        page = record is not null && Mirrored.Contains(record.Origin) ? await Pages.FindAsync(Workspace, record.Id, Closed) : null;
        canBeDeleted = record is not null && await CanBeDeletedAsync(record.Id);
    }

    protected override Task<SaveResult> StoreAsync(Actor actor, InvoiceForm draft) =>
        Editor.SaveAsync(actor, draft, CancellationToken.None);

    private async Task PushAgainAsync()
    {
        if (await EnsureSavedAsync() is { } invoice
            && await Pusher.PushAsync((await CurrentUser.GetAsync()).Actor, invoice, PushCause.Retry, CancellationToken.None) is QueueResult.Refused refused)
        {
            Toasts.Show(ToastTone.Failure, PushTexts["Toast.Failed", Stored!.Number], Words.SayWithNextStep(refused.Failure), Words.WayOn(refused.Failure, invoice));
        }
    }

    private async Task<bool> CanBeDeletedAsync(Guid id) =>
        await Editor.ForeseeDeletingAsync(Workspace, id, Closed) == DeleteInvoiceResult.Deleted;

    private async Task LookWhetherItCanGoAsync()
    {
        canBeDeleted = Stored is { } shown && await CanBeDeletedAsync(shown.Id);
        StateHasChanged();
    }

    private async Task RestoreAsync()
    {
        if (Stored is not { } invoice)
            return;
        if (await Archive.RestoreAsync((await CurrentUser.GetAsync()).Actor, invoice.Id, CancellationToken.None) == ArchiveResult.Done)
            Toasts.Show(ToastTone.Success, Texts["Restore.Done", invoice.Number]);
    }

    private void TouchLines()
    {
        areLinesTouched = true;
        Touch();
    }

    private Task MarkAsSentAsync() => ChangeStoredAsync("Editor.MarkedAsSent", async (actor, id) =>
        await Editor.MarkAsSentAsync(actor, id, CancellationToken.None) switch
        {
            MarkAsSentResult.Sent => new SaveResult.Saved(id, Draft!.Version + 1),
            MarkAsSentResult.AlreadySent => new SaveResult.Saved(id, Draft!.Version),
            MarkAsSentResult.Incoming => new SaveResult.Incoming(),
            _ => new SaveResult.NotFound(),
        });
}
