using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Records.Companies;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Records.Invoices.Editing;
using PennaPay.Billy.Core.Values;
using PennaPay.Billy.Web.Components.Shared;
using PennaPay.Billy.Web.Resources;
using PennaPay.Billy.Web.Security;

namespace PennaPay.Billy.Web.Components.Invoices;

/// <summary>One invoice: written, changed, marked as sent, pushed, and what became of it.</summary>
public sealed partial class InvoiceEditorPage
{
    private readonly InputProblems inputs = new();
    private Dictionary<string, string> errors = [];
    private InvoiceForm? draft;
    private Invoice? stored;
    private ShownCopy copy = ShownCopy.Of(null);
    private string? customerName, notice;
    private bool isTouched, areLinesTouched, isSaving, isStale, isMissing, hasFailed;
    private (Guid? Id, Guid? Credits)? shown;
    private int fillings;

    [Inject] public required InvoiceDetails Details { get; init; }

    [Inject] public required InvoiceEditor Editor { get; init; }

    [Inject] public required CompanyEditor Companies { get; init; }

    [Inject] public required Toasts Toasts { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    [Inject] public required ProblemSentences Sentences { get; init; }

    [Inject] public required IStringLocalizer<InvoiceTexts> Texts { get; init; }

    [Inject] public required ILogger<InvoiceEditorPage> Logger { get; init; }

    /// <summary>Null for a new invoice.</summary>
    [Parameter] public Guid? Id { get; set; }

    /// <summary>The invoice that a new credit note is of.</summary>
    [SupplyParameterFromQuery(Name = "credits")] public Guid? Credits { get; set; }

    private string Title => stored is not null ? $"{Texts[$"Kind.{stored.Kind}"]} {stored.Number}"
        : draft?.Kind == InvoiceKind.CreditNote ? Texts["Editor.NewCreditNote"]
        : Id is null ? Texts["Editor.New"]
        : Texts["Kind.Invoice"];

    // An import's own totals stand until its lines are changed.
    private Totals? ShownTotals => stored is not null && !areLinesTouched ? new(stored.Net, stored.Vat, stored.Gross) : draft?.Totals;

    protected override Task OnParametersSetAsync() => shown == (Id, Credits) ? Task.CompletedTask : LoadAsync();

    private Task LoadAsync()
    {
        // Fresh inputs, so that nothing unreadable is left of what was typed before.
        fillings++;
        return ReadAsync();
    }

    private async Task ReadAsync()
    {
        shown = (Id, Credits);
        try
        {
            var known = (Id ?? Credits) is { } id ? await Details.FindAsync(Workspace, id, Closed) : null;
            isMissing = Id is not null && known is null;
            if (!isMissing)
                Fill(known, Id is null ? await Editor.NextNumberAsync(Workspace, Closed) : "", await Companies.FindAsync(Workspace, Closed));
            hasFailed = false;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            Log.LoadFailed(Logger, fault);
            hasFailed = true;
        }
    }

    private void Fill(Invoice? known, string number, Company company)
    {
        stored = Id is null ? null : known;
        draft = (stored, known) switch
        {
            ({ } own, _) => InvoiceForm.From(own),
            (_, { Kind: InvoiceKind.Invoice } credited) => InvoiceForm.CreditNoteOf(credited, number, Format.Today(Time)),
            _ => InvoiceForm.New(number, Format.Today(Time), company.Currency, company.PaymentTermsDays ?? DueDates.DefaultDays),
        };
        customerName = draft.CustomerId is null ? null : known?.CustomerName;
        copy = ShownCopy.Of(stored);
        (errors, notice, isStale, isTouched, areLinesTouched) = ([], null, false, false, false);
    }

    private void Touch() => isTouched = true;

    private void TouchLines() => isTouched = areLinesTouched = true;

    private async Task<bool> SaveAsync()
    {
        if (isSaving || draft is null)
            return false;
        notice = inputs.Any ? Texts["Editor.Unreadable"].Value : null;
        if (inputs.Any)
            return false;
        isSaving = true;
        try
        {
            var user = await CurrentUser.GetAsync();
            return await TellAsync(await Editor.SaveAsync(user.Actor, draft, CancellationToken.None));
        }
        catch (Exception fault) when (fault is not UnauthorizedAccessException)
        {
            Log.SaveFailed(Logger, fault, draft.Id);
            notice = Texts["Editor.NotSaved"];
            return false;
        }
        finally
        {
            isSaving = false;
        }
    }

    private async Task<bool> TellAsync(SaveResult result)
    {
        errors = [];
        isStale = result is SaveResult.ChangedMeanwhile;
        switch (result)
        {
            case SaveResult.Saved saved:
                isTouched = false;
                await ShowSavedAsync(saved.Id);
                return true;
            case SaveResult.Invalid invalid:
                errors = Sentences.ByField(invalid.Problems);
                notice = Texts["Editor.Invalid"];
                return false;
            case SaveResult.ChangedMeanwhile:
                notice = Texts["Editor.ChangedMeanwhile"];
                return false;
            default:
                notice = Texts["Editor.MissingText"];
                return false;
        }
    }

    private async Task ShowSavedAsync(Guid id)
    {
        var isNew = Id is null;
        (Id, Credits) = (id, null);
        await ReadAsync();
        if (isNew)
            Navigation.NavigateTo($"/invoices/{id}", replace: true);
        Toasts.Show(ToastTone.Success, Texts["Editor.Saved", stored?.Number ?? ""], key: $"saved:{id}");
    }

    private async Task<Guid?> SaveForPushAsync()
    {
        if (draft?.Id is { } id && !isTouched)
            return id;
        var isSaved = await SaveAsync();
        // The button that asked draws only itself, and what follows the push must know a new invoice before it begins.
        StateHasChanged();
        return isSaved ? draft?.Id : null;
    }

    private async Task MarkAsSentAsync()
    {
        if (isTouched && !await SaveAsync() || draft?.Id is not { } id)
            return;
        await Editor.MarkAsSentAsync((await CurrentUser.GetAsync()).Actor, id, CancellationToken.None);
        await ReadAsync();
        Toasts.Show(ToastTone.Success, Texts["Editor.MarkedAsSent", stored?.Number ?? ""], key: $"saved:{id}");
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "An invoice could not be read.")]
        public static partial void LoadFailed(ILogger logger, Exception fault);

        [LoggerMessage(LogLevel.Error, "Invoice {Id} could not be saved.")]
        public static partial void SaveFailed(ILogger logger, Exception fault, Guid? id);
    }
}
