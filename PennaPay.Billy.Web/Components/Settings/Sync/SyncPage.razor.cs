using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Sync;
using PennaPay.Billy.Core.Sync.Lights;
using PennaPay.Billy.Core.Sync.Runs;
using PennaPay.Billy.Core.Sync.Settings;
using PennaPay.Billy.Web.Components.Shared;
using PennaPay.Billy.Web.Resources;
using PennaPay.Billy.Web.Security.Passwords;

namespace PennaPay.Billy.Web.Components.Settings.Sync;

/// <summary>Settings → Synchronisation: what is kept alike, which way, when, and how it stands.</summary>
public sealed partial class SyncPage
{
    public const string Path = "/settings/sync";

    private SyncStatus? status;
    private Failure? refusal;
    private int version;
    private bool isStale, mayChange, maySync;

    [Inject] public required SyncOverview Overview { get; init; }

    [Inject] public required SyncSettingsEditor Editor { get; init; }

    [Inject] public required SyncRuns Runs { get; init; }

    [Inject] public required SyncFeed Feed { get; init; }

    [Inject] public required ConnectionFeed ConnectionFeed { get; init; }

    [Inject] public required PasswordAgain Password { get; init; }

    [Inject] public required SyncWords Words { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    [Inject] public required IStringLocalizer<SyncTexts> Texts { get; init; }

    protected override string Subject => "What is kept alike";

    /// <summary>Whether no run can be started as things are.</summary>
    private bool IsBlocked => status is not { Open: null, IsOn: true } || IsTouched;

    protected override async Task OnInitializedAsync()
    {
        await base.OnInitializedAsync();
        var actor = (await CurrentUser.GetAsync()).Actor;
        (mayChange, maySync) = (actor.May(Permission.ManageConnections), actor.May(Permission.Synchronize));
        ListenSoon(Feed, LoadAsync);
        ListenSoon(ConnectionFeed, LoadAsync);
    }

    protected override async Task<Action> ReadAsync()
    {
        var current = await Overview.ReadAsync(Workspace, Closed);
        return () =>
        {
            status = current;
            if (current is null)
                BeginAnew();
            // What is being chosen was chosen from the version that it began with.
            if (!IsTouched)
                (version, isStale) = (current?.Version ?? 0, false);
            Show(current?.Choices);
        };
    }

    protected override async Task<bool> StoreAsync(Actor actor, SyncChoices draft)
    {
        isStale = false;
        if (draft.PushesByItself && status!.Choices.PushesByItself == false && !await Password.AskAsync())
            return false;
        if (await Editor.SaveAsync(actor, status!.System, draft, version, CancellationToken.None) is null)
        {
            isStale = true;
            return false;
        }

        Toasts.Show(ToastTone.Success, Texts["Saved"], key: "settings");
        return true;
    }

    private async Task ReloadAsync()
    {
        BeginAnew();
        isStale = false;
        await LoadAsync();
    }

    private async Task SaveOverAsync()
    {
        version = (await Editor.ReadAsync(Workspace, status!.System, Closed)).Version;
        await SaveAsync();
    }

    private async Task StopAsync()
    {
        if (status?.Open is { } open)
            await Runs.StopAsync((await CurrentUser.GetAsync()).Actor, open.Run.Id, CancellationToken.None);
    }

    private async Task StartAsync(bool dry)
    {
        refusal = null;
        switch (await Runs.StartAsync((await CurrentUser.GetAsync()).Actor, status!.Connection, dry, agreed: null, CancellationToken.None))
        {
            case StartResult.Refused refused:
                refusal = refused.Failure;
                break;
            case StartResult.Started started when dry:
                Navigation.NavigateTo(SyncRunAddress.Of(started.Run));
                return;
        }

        await LoadAsync();
    }
}
