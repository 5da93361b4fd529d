using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Systems.Billy.Settings;
using PennaPay.Billy.Core.Values;
using PennaPay.Billy.Web.Components.Shared;
using PennaPay.Billy.Web.Resources;
using PennaPay.Billy.Web.Security.Passwords;
using Radzen;

namespace PennaPay.Billy.Web.Components.Connections;

/// <summary>Two settings of the connection: the account that sales go to, and automatic push.</summary>
public sealed partial class BillySettingsForm
{
    private const string AccountField = nameof(BillySettings.DefaultAccountCode);

    private IReadOnlyList<SalesAccount>? accounts;
    private bool accountsFailed;

    [Parameter, EditorRequired] public ConnectionView View { get; set; } = default!;

    [Parameter] public EventCallback<ConnectionView> Saved { get; set; }

    [Inject] public required BillySettingsEditor Editor { get; init; }

    [Inject] public required AutoPushSwitch AutoPushes { get; init; }

    [Inject] public required PasswordAgain Password { get; init; }

    [Inject] public required DialogService Dialogs { get; init; }

    [Inject] public required IStringLocalizer<ConnectionTexts> Texts { get; init; }

    protected override string Subject => "The settings of a connection";

    private string AccountHint =>
        accountsFailed ? Texts["Settings.AccountsUnavailable"]
        : string.IsNullOrWhiteSpace(Draft?.DefaultAccountCode) ? Texts["Settings.AccountHint"]
        : accounts?.FirstOrDefault(account => account.Code == Draft.DefaultAccountCode.Trim())?.Name ?? Texts["Settings.AccountHint"];

    protected override async Task OnInitializedAsync()
    {
        await base.OnInitializedAsync();
        // Billy may take its time; the form does not wait for what only helps to fill it.
        _ = GuardAsync(ReadAccountsAsync);
    }

    protected override Task<Action> ReadAsync() =>
        Task.FromResult<Action>(() => Show(new(View.DefaultAccountCode, View.AutoPush, View.AutoPushFrom)));

    protected override async Task<bool> StoreAsync(Actor actor, BillySettings draft)
    {
        var settings = draft with { AutoPushFrom = draft.AutoPushFrom ?? (draft.AutoPush ? Time.DanishToday() : null) };
        if (!await ConfirmAsync(settings))
            return false;
        if (settings.TakesMoreThan(View.AutoPush, View.AutoPushFrom, Time.DanishToday()) && !await Password.AskAsync())
            return false;
        var (result, queued) = await AutoPushes.SaveAsync(actor, settings, CancellationToken.None);
        switch (result)
        {
            case SaveSettingsResult.Refused { Failure: { Code: FailureCodes.AccountUnknown } unknown }:
                return Refuse([KeyValuePair.Create(AccountField, Texts["Settings.AccountUnknown", unknown.Detail ?? ""].Value)]);
            case SaveSettingsResult.Refused refused:
                return Refuse(refused.Failure);
            case SaveSettingsResult.Saved saved:
                Toasts.Show(ToastTone.Success, Texts["Settings.Saved"],
                    queued > 0 ? Texts["AutoPush.Queued", Format.Count(queued)].Value : null, key: "billy-settings");
                await Saved.InvokeAsync(View = saved.Connection);
                break;
        }

        return true;
    }

    private void Switch(bool on) =>
        Change(Draft! with { AutoPush = on, AutoPushFrom = Draft.AutoPushFrom ?? Time.DanishToday() });

    private async Task ReadAccountsAsync()
    {
        accounts = (await Editor.ListAccountsAsync(Workspace, Closed) as ListAccountsResult.Listed)?.Accounts;
        accountsFailed = accounts is null;
        StateHasChanged();
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
