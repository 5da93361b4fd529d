using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Connection;
using PennaPay.Billy.Core.Invoices;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Web.Components.Shared;
using PennaPay.Billy.Web.Resources;
using Radzen;

namespace PennaPay.Billy.Web.Components.Mapping;

/// <summary>Settings → Account and VAT: how lines are posted in Billy, what blocks, and what the owner chooses instead.</summary>
public sealed partial class MappingPage
{
    private MappingForm? form;
    private Failure? failure, refusal;
    private bool hasFailed, isStale;

    [Inject] public required PostingOverview Overview { get; init; }

    [Inject] public required PostingMap Map { get; init; }

    [Inject] public required BookShelf Shelf { get; init; }

    [Inject] public required ConnectionFeed Feed { get; init; }

    [Inject] public required Toasts Toasts { get; init; }

    [Inject] public required DialogService Dialogs { get; init; }

    [Inject] public required IStringLocalizer<MappingTexts> Texts { get; init; }

    [Inject] public required IStringLocalizer<InvoiceTexts> InvoiceTexts { get; init; }

    [Inject] public required ILogger<MappingPage> Logger { get; init; }

    private bool IsTouched => form is { Changes.Count: > 0 };

    protected override async Task OnInitializedAsync()
    {
        await base.OnInitializedAsync();
        Listen(Feed, _ => FollowAsync());
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        try
        {
            hasFailed = false;
            switch (await Overview.ReadAsync(Workspace, Closed))
            {
                case PostingTableResult.Loaded { Table: var table }:
                    failure = null;
                    if (form is null)
                        form = new(table);
                    else
                        form.Table = table;
                    break;
                case PostingTableResult.Refused refused:
                    (failure, form) = (refused.Failure, null);
                    break;
            }
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            Log.LoadFailed(Logger, fault);
            hasFailed = true;
        }
    }

    // Another window may have saved, connected or disconnected.
    private Task FollowAsync()
    {
        RunSoon(async () =>
        {
            await LoadAsync();
            StateHasChanged();
        });
        return Task.CompletedTask;
    }

    private async Task RefreshAsync()
    {
        Shelf.Forget(Workspace);
        await LoadAsync();
        StateHasChanged();
    }

    private void Touch() => (refusal, isStale) = (null, false);

    private void Undo()
    {
        form?.Undo();
        Touch();
    }

    private async Task SaveAsync()
    {
        if (form is not { Changes: { Count: > 0 } changes })
            return;
        Touch();
        var user = await CurrentUser.GetAsync();
        switch (await Map.SaveAsync(user.Workspace, changes, CancellationToken.None))
        {
            case SavePostingResult.Saved:
                form.Undo();
                await LoadAsync();
                Toasts.Show(ToastTone.Success, Texts["Saved"], Texts["SavedText"],
                    new(Texts["Saved.SeeFailed"], $"/invoices?state={nameof(BillyState.Failed)}"), key: "mapping");
                break;
            case SavePostingResult.ChangedMeanwhile:
                form.Undo();
                await LoadAsync();
                isStale = true;
                break;
            case SavePostingResult.Refused refused:
                refusal = refused.Failure;
                break;
        }

        StateHasChanged();
    }

    private async Task GuardAsync(LocationChangingContext change)
    {
        if (!IsTouched)
            return;
        // Staying is the answer that loses nothing, so it is the one that closing the question gives.
        var stay = await Dialogs.Confirm(InvoiceTexts["Editor.LeaveText"], InvoiceTexts["Editor.LeaveTitle"],
            new ConfirmOptions { OkButtonText = InvoiceTexts["Editor.Stay"], CancelButtonText = InvoiceTexts["Editor.Leave"] });
        if (stay != false)
            change.PreventNavigation();
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "The table of account and VAT could not be read.")]
        public static partial void LoadFailed(ILogger logger, Exception fault);
    }
}
