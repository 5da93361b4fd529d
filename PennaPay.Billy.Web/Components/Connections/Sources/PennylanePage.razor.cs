using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Sync.Sources;
using PennaPay.Billy.Core.Systems.Pennylane.Loading;
using PennaPay.Billy.Web.Components.Connections.SignIn;
using PennaPay.Billy.Web.Components.Shared;
using PennaPay.Billy.Web.Resources;
using PennaPay.Billy.Web.Security.Passwords;
using Radzen;

namespace PennaPay.Billy.Web.Components.Connections.Sources;

/// <summary>One company of Pennylane's: whom to leave out, how far the reading is, what is here of it, and the way to end it.</summary>
public sealed partial class PennylanePage
{
    // Before this nobody can tell how fast it goes.
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    private readonly Dictionary<string, string?> chosen = new(StringComparer.Ordinal);
    private Connection? stored;
    private SourceProgress? progress;
    private bool isRead;
    private bool mayManage, mayRead, archive;

    [Parameter] public Guid Id { get; set; }

    /// <summary>The system's id of a customer whom somebody came to leave out.</summary>
    [SupplyParameterFromQuery(Name = "exclude")] public string? Exclude { get; set; }

    [Inject] public required ConnectionStore Store { get; init; }

    [Inject] public required ConnectionFeed Feed { get; init; }

    [Inject] public required SourceOverview Overview { get; init; }

    [Inject] public required SourceSwitch Switch { get; init; }

    [Inject] public required SourceFeed Moves { get; init; }

    [Inject] public required Connector Connector { get; init; }

    [Inject] public required PasswordAgain Password { get; init; }

    [Inject] public required DialogService Dialogs { get; init; }

    [Inject] public required Toasts Toasts { get; init; }

    [Inject] public required IStringLocalizer<SourceTexts> Texts { get; init; }

    private string AgainHref => $"{ConnectionPages.Of(PennylaneAccounts.SystemId)}?{SignInReturn.Again}={Id}";

    protected override async Task OnInitializedAsync()
    {
        await base.OnInitializedAsync();
        var actor = (await CurrentUser.GetAsync()).Actor;
        (mayManage, mayRead) = (actor.May(Permission.ManageConnections), actor.May(Permission.Synchronize));
        ListenSoon(Feed, ReloadAsync);
        ListenSoon(Moves, ReloadAsync, moved => moved.Connection == Id);
    }

    protected override Task OnParametersSetAsync() => ReloadAsync();

    private async Task ReloadAsync()
    {
        var found = await Store.FindAsync(Workspace, Id, Closed);
        stored = found?.System == PennylaneAccounts.SystemId ? found : null;
        progress = stored is null ? null : await Overview.ReadAsync(Workspace, Id, PennylaneAccounts.SystemId, Closed);
        isRead = true;
        StateHasChanged();
    }

    private void Choose(IReadOnlyDictionary<string, string?> customers)
    {
        foreach (var (id, name) in customers)
            chosen[id] = name;
    }

    private async Task ActivateAsync()
    {
        if (await Switch.ActivateAsync((await CurrentUser.GetAsync()).Actor, Id, chosen, CancellationToken.None))
            Toasts.Show(ToastTone.Success, Texts["Activated"], Texts["Load.Meanwhile"]);
        else
            Toasts.Show(ToastTone.Failure, Texts["NotActivated"], Texts["NotActivated.Text"]);
        await ReloadAsync();
    }

    private async Task ReadNowAsync()
    {
        if (await Switch.ReadNowAsync((await CurrentUser.GetAsync()).Actor, Id, CancellationToken.None))
            Toasts.Show(ToastTone.Info, Texts["ReadingNow"]);
        await ReloadAsync();
    }

    private async Task ExcludeAsync(IReadOnlyDictionary<string, string?> customers)
    {
        await Switch.ExcludeAsync((await CurrentUser.GetAsync()).Actor, Id, customers, archive, CancellationToken.None);
        await ReloadAsync();
    }

    private async Task IncludeAsync(string customer)
    {
        if (await Switch.IncludeAsync((await CurrentUser.GetAsync()).Actor, Id, [customer], CancellationToken.None))
            Toasts.Show(ToastTone.Info, Texts["Included"], Texts["Included.Text"]);
        await ReloadAsync();
    }

    private async Task DisconnectAsync()
    {
        var isSure = await Dialogs.Confirm(Texts["Disconnect.Sure"], Texts["Disconnect.Title"], new ConfirmOptions { OkButtonText = Texts["Disconnect"], CancelButtonText = Texts["Cancel"] });
        if (isSure != true || !await Password.AskAsync())
            return;
        var (_, isUntold) = await Connector.DisconnectAccountAsync((await CurrentUser.GetAsync()).Actor, Id, CancellationToken.None);
        Toasts.Show(ToastTone.Info, Texts["Disconnected.Title"], Texts[isUntold ? "Disconnected.Untold" : "Disconnected.Text"]);
        await ReloadAsync();
    }

    private string CountOf(SourceTaskState task) => task switch
    {
        { BegunAt: null } => Texts["Stage.Waits"],
        { Total: { } total, DoneAt: null, Done: > 0, BegunAt: { } begun } when total > task.Done && Time.GetUtcNow() - begun is var passed && passed > Soon =>
            Texts["Stage.OfLeft", Format.Count(task.Done), Format.Count(total), Format.Duration(passed / task.Done * (total - task.Done))],
        { Total: { } total, DoneAt: null } => Texts["Stage.Of", Format.Count(task.Done), Format.Count(total)],
        _ => Format.Count(task.Done),
    };

    private string LeftOut(SourceTaskState task) => string.Join(
        " · ", task.LeftOutByReason.Where(left => left.Value > 0).Select(left => Texts[left.Value == 1 ? $"LeftOut.{left.Key}.One" : $"LeftOut.{left.Key}", Format.Count(left.Value)].Value));
}
