using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Connection;
using PennaPay.Billy.Core.Workspaces;
using PennaPay.Billy.Web.Components.Shared;
using PennaPay.Billy.Web.Resources;
using Radzen;

namespace PennaPay.Billy.Web.Components.Connection;

/// <summary>The two settings: the account that sales go to, and automatic push.</summary>
public sealed partial class BillySettingsForm : IDisposable
{
    private readonly CancellationTokenSource left = new();
    private BillySettings? stored;
    private IReadOnlyList<SalesAccount>? accounts;
    private IEnumerable<SalesAccount> choices = [];
    private string? accountCode;
    private bool autoPush;
    private DateOnly? autoPushFrom;
    private string? accountError;
    private Failure? failure;
    private bool accountsFailed;
    private bool busy;

    [Parameter, EditorRequired] public WorkspaceId Workspace { get; set; }

    [Parameter, EditorRequired] public ConnectionView View { get; set; } = default!;

    [Parameter] public EventCallback<ConnectionView> Saved { get; set; }

    [Inject] public required Connector Connector { get; init; }

    [Inject] public required Toasts Toasts { get; init; }

    [Inject] public required TimeProvider Time { get; init; }

    [Inject] public required IStringLocalizer<ConnectionTexts> Texts { get; init; }

    private Dictionary<string, object> AccountInputAttributes => new()
    {
        ["id"] = "account-code",
        ["aria-describedby"] = "account-code-help",
        ["aria-invalid"] = accountError is null ? "false" : "true",
        ["autocomplete"] = "off",
        ["data-testid"] = "account-code",
    };

    private string AccountHint =>
        accountsFailed ? Texts["Settings.AccountsUnavailable"]
        : string.IsNullOrWhiteSpace(accountCode) ? Texts["Settings.AccountHint"]
        : accounts?.FirstOrDefault(account => account.Code == accountCode.Trim())?.Name ?? Texts["Settings.AccountHint"];

    public void Dispose()
    {
        left.Cancel();
        left.Dispose();
    }

    // Another window may save while this one is being edited: what is stored is taken over, what is typed is not lost.
    protected override void OnParametersSet()
    {
        var current = new BillySettings(View.DefaultAccountCode, View.AutoPush, View.AutoPushFrom);
        if (current == stored)
            return;
        stored = current;
        (accountCode, autoPush, autoPushFrom) = (current.DefaultAccountCode, current.AutoPush, current.AutoPushFrom);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        try
        {
            var result = await Connector.ListAccountsAsync(Workspace, left.Token);
            accounts = (result as ListAccountsResult.Listed)?.Accounts;
            accountsFailed = accounts is null;
            choices = accounts ?? [];
            StateHasChanged();
        }
        catch (OperationCanceledException) when (left.IsCancellationRequested)
        {
            // The page was closed meanwhile.
        }
    }

    private void Filter(LoadDataArgs args)
    {
        var typed = args.Filter?.Trim() ?? "";
        choices = (accounts ?? []).Where(account =>
            account.Code.StartsWith(typed, StringComparison.OrdinalIgnoreCase) || account.Name.Contains(typed, StringComparison.CurrentCultureIgnoreCase));
    }

    private void AccountChanged(string? typed)
    {
        accountCode = typed;
        accountError = null;
    }

    private void SuggestDate() => autoPushFrom ??= Time.DanishToday();

    private async Task SaveAsync()
    {
        if (busy)
            return;
        busy = true;
        (accountError, failure) = (null, null);
        try
        {
            switch (await Connector.SaveSettingsAsync(Workspace, new BillySettings(accountCode, autoPush, autoPushFrom), left.Token))
            {
                case SaveSettingsResult.Saved { Connection: var connection }:
                    Toasts.Show(ToastTone.Success, Texts["Settings.Saved"], key: "billy-settings");
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
        catch (OperationCanceledException) when (left.IsCancellationRequested)
        {
            // The page was closed meanwhile.
        }
        finally
        {
            busy = false;
        }
    }
}
