using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Systems.Billy.Postings.Books;
using PennaPay.Billy.Core.Systems.Billy.Postings.Choices;
using PennaPay.Billy.Core.Systems.Billy.Postings.Table;
using PennaPay.Billy.Web.Components.Shared;
using PennaPay.Billy.Web.Resources;
using PennaPay.Billy.Web.Security;

namespace PennaPay.Billy.Web.Components.Mapping;

/// <summary>Settings → Account and VAT: how lines are posted in Billy, what blocks, and what the owner chooses instead.</summary>
public sealed partial class MappingPage
{
    private MappingForm? form;
    private Failure? failure, refusal;
    private bool hasFailed, isStale, isNotSaved;

    [Inject] public required PostingOverview Overview { get; init; }

    [Inject] public required PostingMap Map { get; init; }

    [Inject] public required OrganizationReaders Readers { get; init; }

    [Inject] public required ConnectionFeed Feed { get; init; }

    [Inject] public required Toasts Toasts { get; init; }

    [Inject] public required IStringLocalizer<MappingTexts> Texts { get; init; }

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
                    failure = refused.Failure;
                    // What was chosen and not yet saved is not thrown away because Billy cannot be asked just now.
                    if (!IsTouched)
                        form = null;
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
        await Readers.ForgetAsync(Workspace, Closed);
        await LoadAsync();
        StateHasChanged();
    }

    private void Touch() => (refusal, isStale, isNotSaved) = (null, false, false);

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
        try
        {
            var user = await CurrentUser.GetAsync();
            await TellAsync(form, await Map.SaveAsync(user.Actor, changes, CancellationToken.None));
        }
        catch (Exception fault) when (fault is not (OperationCanceledException or UnauthorizedAccessException))
        {
            Log.SaveFailed(Logger, fault);
            isNotSaved = true;
        }

        StateHasChanged();
    }

    private async Task TellAsync(MappingForm saved, SavePostingResult result)
    {
        switch (result)
        {
            case SavePostingResult.Saved:
                saved.Undo();
                await LoadAsync();
                Toasts.Show(ToastTone.Success, Texts["Saved"], Texts["SavedText"],
                    new(Texts["Saved.SeeFailed"], $"/invoices?state={nameof(CopyState.Failed)}"), key: "mapping");
                break;
            case SavePostingResult.ChangedMeanwhile:
                saved.Undo();
                await LoadAsync();
                isStale = true;
                break;
            case SavePostingResult.Refused refused:
                refusal = refused.Failure;
                break;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "The table of account and VAT could not be read.")]
        public static partial void LoadFailed(ILogger logger, Exception fault);

        [LoggerMessage(LogLevel.Error, "The choices of account and VAT could not be saved.")]
        public static partial void SaveFailed(ILogger logger, Exception fault);
    }
}
