using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Systems.Billy.Settings;
using PennaPay.Billy.Core.Values;
using PennaPay.Billy.Web.Components.Shared;
using PennaPay.Billy.Web.Resources;
using PennaPay.Billy.Web.Security;
using Radzen;

namespace PennaPay.Billy.Web.Components.Connections;

/// <summary>Two settings of the connection: the account that sales go to, and automatic push.</summary>
public sealed partial class BillySettingsForm
{
    private readonly InputProblems inputs = new();
    private BillySettings? stored;
    private IReadOnlyList<SalesAccount>? accounts;
    private string? accountCode;
    private bool autoPush;
    private DateOnly? autoPushFrom;
    private string? accountError;
    private Failure? failure;
    private bool accountsFailed;
    private bool busy;

    [Parameter, EditorRequired] public ConnectionView View { get; set; } = default!;

    [Parameter] public EventCallback<ConnectionView> Saved { get; set; }

    [Inject] public required BillySettingsEditor Editor { get; init; }

    [Inject] public required AutoPushSwitch AutoPushes { get; init; }

    [Inject] public required DialogService Dialogs { get; init; }

    [Inject] public required Toasts Toasts { get; init; }

    [Inject] public required IStringLocalizer<ConnectionTexts> Texts { get; init; }

    private string AccountHint =>
        accountsFailed ? Texts["Settings.AccountsUnavailable"]
        : string.IsNullOrWhiteSpace(accountCode) ? Texts["Settings.AccountHint"]
        : accounts?.FirstOrDefault(account => account.Code == accountCode.Trim())?.Name ?? Texts["Settings.AccountHint"];

    // Filled before anything waits: the first OnParametersSet comes only when the accounts are there, and what was typed
    // until then must not be written over.
    protected override void OnInitialized() => TakeOver();

    protected override void OnParametersSet() => TakeOver();

    // Another window may save while this one is being edited: what is stored is taken over, what is typed is not lost.
    private void TakeOver()
    {
        var current = new BillySettings(View.DefaultAccountCode, View.AutoPush, View.AutoPushFrom);
        if (current == stored)
            return;
        stored = current;
        (accountCode, autoPush, autoPushFrom) = (current.DefaultAccountCode, current.AutoPush, current.AutoPushFrom);
    }

    protected override async Task OnInitializedAsync()
    {
        await base.OnInitializedAsync();
        try
        {
            var result = await Editor.ListAccountsAsync(Workspace, Closed);
            accounts = (result as ListAccountsResult.Listed)?.Accounts;
            accountsFailed = accounts is null;
        }
        catch (OperationCanceledException) when (Closed.IsCancellationRequested)
        {
            // The page was closed meanwhile.
        }
    }

    private void ChangeAccount(string? typed)
    {
        accountCode = typed;
        accountError = null;
    }

    private void SuggestDate() => autoPushFrom ??= Time.DanishToday();

    private async Task SaveAsync()
    {
        // The unreadable date says so itself.
        if (busy || inputs.Any)
            return;
        busy = true;
        (accountError, failure) = (null, null);
        try
        {
            // What is asked about is what is done, whatever happens to the inputs meanwhile.
            var settings = new BillySettings(accountCode, autoPush, autoPushFrom ?? (autoPush ? Time.DanishToday() : null));
            if (!await ConfirmAsync(settings))
                return;
            var user = await CurrentUser.GetAsync();
            var (result, queued) = await AutoPushes.SaveAsync(user.Actor, settings, CancellationToken.None);
            switch (result)
            {
                case SaveSettingsResult.Saved { Connection: var connection }:
                    Toasts.Show(ToastTone.Success, Texts["Settings.Saved"],
                        queued > 0 ? Texts["AutoPush.Queued", Format.Count(queued)].Value : null, key: "billy-settings");
                    await Saved.InvokeAsync(connection);
                    break;
                case SaveSettingsResult.Refused { Failure: { Code: FailureCodes.AccountUnknown } unknown }:
                    accountError = Texts["Settings.AccountUnknown", unknown.Detail ?? ""];
                    break;
                case SaveSettingsResult.Refused refused:
                    failure = refused.Failure;
                    break;
            }
        }
        finally
        {
            busy = false;
        }
    }

    /// <summary>Says how many would go at once; with none there is nothing to ask.</summary>
    private async Task<bool> ConfirmAsync(BillySettings settings)
    {
        var count = await AutoPushes.CountWaitingAsync(Workspace, settings, Closed);
        return count == 0 || await Dialogs.Confirm(
            Texts["AutoPush.Text", Format.Count(count), Format.Date(settings.AutoPushFrom!.Value)], Texts["AutoPush.Title"],
            new ConfirmOptions { OkButtonText = Texts["AutoPush.Confirm", Format.Count(count)], CancelButtonText = Texts["Cancel"] }) == true;
    }
}
