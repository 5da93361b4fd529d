using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Sync.Sources;
using PennaPay.Billy.Web.Components.Connections.SignIn;
using PennaPay.Billy.Web.Components.Shared;
using PennaPay.Billy.Web.Resources;
using PennaPay.Billy.Web.Security.Passwords;
using Radzen;

namespace PennaPay.Billy.Web.Components.Connections.Accounts;

/// <summary>What the pages of all accounts have: the account as it is, how far the reading of it is, and the way to test and to end it.</summary>
public abstract class AccountPage : WorkspaceComponent
{
    [Parameter] public Guid Id { get; set; }

    [Inject] public required ConnectionStore Store { get; init; }

    [Inject] public required ConnectionFeed Feed { get; init; }

    [Inject] public required ExternalSystems Systems { get; init; }

    [Inject] public required SourceSystems Sources { get; init; }

    [Inject] public required SourceOverview Overview { get; init; }

    [Inject] public required SourceSwitch Switch { get; init; }

    [Inject] public required SourceFeed Moves { get; init; }

    [Inject] public required Connector Connector { get; init; }

    [Inject] public required FailureDescriber Describer { get; init; }

    [Inject] public required PasswordAgain Password { get; init; }

    [Inject] public required DialogService Dialogs { get; init; }

    [Inject] public required Toasts Toasts { get; init; }

    [Inject] public required IStringLocalizer<SourceTexts> Texts { get; init; }

    /// <summary>The system's id.</summary>
    public abstract string SystemId { get; }

    /// <summary>What people call the system.</summary>
    public string SystemName => Systems.Of(SystemId).Name;

    public bool IsKnown { get; private set; }

    /// <summary>The account; null where the system has none of this id here.</summary>
    public Connection? Stored { get; private set; }

    /// <summary>How far the reading is; null where it has not begun.</summary>
    public SourceProgress? Progress { get; private set; }

    public bool MayManage { get; private set; }

    public bool MayRead { get; private set; }

    /// <summary>Whether the system is one that records come from.</summary>
    public bool IsSource => Sources.Of(SystemId) is not null;

    public AccountState State => AccountStates.Of(Stored!, IsSource, Progress);

    public string AgainHref => $"{ConnectionPages.Of(SystemId)}?{SignInReturn.Again}={Id}";

    public async Task TestAsync()
    {
        switch (await Connector.TestAccountAsync((await CurrentUser.GetAsync()).Actor, Id, CancellationToken.None))
        {
            case TestResult.Verified { Connection: var connection }:
                Toasts.Show(ToastTone.Success, Texts["Test.Succeeded"], Texts["Test.Succeeded.Text", connection.AccountName ?? SystemName], key: "connection-test");
                break;
            case TestResult.Failed { Failure: var failure }:
                Toasts.Show(ToastTone.Failure, Texts["Test.Failed"], Describer.Describe(failure, SystemName).Title, key: "connection-test");
                break;
        }

        await ReloadAsync();
    }

    public async Task ReadNowAsync()
    {
        if (await Switch.ReadNowAsync((await CurrentUser.GetAsync()).Actor, Id, CancellationToken.None))
            Toasts.Show(ToastTone.Info, Texts["ReadingNow"]);
        await ReloadAsync();
    }

    public async Task DisconnectAsync()
    {
        var isSure = await Dialogs.Confirm(
            Texts["Disconnect.Sure", SystemName], Texts["Disconnect.Title"], new ConfirmOptions { OkButtonText = Texts["Disconnect"], CancelButtonText = Texts["Cancel"] });
        if (isSure != true || !await Password.AskAsync())
            return;
        var (_, isUntold) = await Connector.DisconnectAccountAsync((await CurrentUser.GetAsync()).Actor, Id, CancellationToken.None);
        Toasts.Show(ToastTone.Info, Texts["Disconnected.Title"], Texts[isUntold ? "Disconnected.Untold" : "Disconnected.Text", SystemName]);
        await ReloadAsync();
    }

    protected override async Task OnInitializedAsync()
    {
        await base.OnInitializedAsync();
        var actor = (await CurrentUser.GetAsync()).Actor;
        (MayManage, MayRead) = (actor.May(Permission.ManageConnections), actor.May(Permission.Synchronize));
        ListenSoon(Feed, ReloadAsync);
        ListenSoon(Moves, ReloadAsync, moved => moved.Connection == Id);
    }

    protected override Task OnParametersSetAsync() => ReloadAsync();

    protected async Task ReloadAsync()
    {
        var found = await Store.FindAsync(Workspace, Id, Closed);
        Stored = found?.System == SystemId ? found : null;
        Progress = Stored is null ? null : await Overview.ReadAsync(Workspace, Id, SystemId, Closed);
        IsKnown = true;
        StateHasChanged();
    }

    /// <summary>Begins to take the account in.</summary>
    /// <param name="excluded">The customers that are left out, by the system's ids, with their names.</param>
    protected async Task ActivateAsync(IReadOnlyDictionary<string, string?> excluded)
    {
        if (await Switch.ActivateAsync((await CurrentUser.GetAsync()).Actor, Id, excluded, CancellationToken.None))
            Toasts.Show(ToastTone.Success, Texts["Activated", SystemName], Texts["Load.Meanwhile"]);
        else
            Toasts.Show(ToastTone.Failure, Texts["NotActivated"], Texts["NotActivated.Text"]);
        await ReloadAsync();
    }
}
