using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Connections.Lists;
using PennaPay.Billy.Core.Sync.Sources;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Core.Systems.Pennylane.Loading;
using PennaPay.Billy.Web.Components.Connections.SignIn;
using PennaPay.Billy.Web.Components.Shared;
using PennaPay.Billy.Web.Resources;

namespace PennaPay.Billy.Web.Components.Connections.Sources;

/// <summary>Settings → Connections: every system, what it does, and how its accounts stand.</summary>
public sealed partial class ConnectionsPage
{
    private IReadOnlyList<SystemCard>? cards;

    /// <summary>Why somebody came back without a connection, as a code.</summary>
    [SupplyParameterFromQuery(Name = SignInReturn.Problem)] public string? Problem { get; set; }

    [Inject] public required ConnectionList List { get; init; }

    [Inject] public required ConnectionStore Store { get; init; }

    [Inject] public required SourceOverview Overview { get; init; }

    [Inject] public required ConnectionFeed Feed { get; init; }

    [Inject] public required SourceFeed Moves { get; init; }

    [Inject] public required IStringLocalizer<SourceTexts> Texts { get; init; }

    protected override async Task OnInitializedAsync()
    {
        await base.OnInitializedAsync();
        ListenSoon(Feed, ReloadAsync);
        ListenSoon(Moves, ReloadAsync);
        await ReloadAsync();
    }

    private async Task ReloadAsync()
    {
        var rows = await List.AllAsync(Workspace, Closed);
        cards =
        [
            await CardAsync(BillyConnector.SystemId, "Billy", [.. rows.Where(row => row.System == BillyConnector.SystemId && row.IsConnected)], isOne: true),
            await CardAsync(PennylaneAccounts.SystemId, "Pennylane", [.. rows.Where(row => row.System == PennylaneAccounts.SystemId)], isOne: false),
        ];
        StateHasChanged();
    }

    private async Task<SystemCard> CardAsync(string system, string name, IReadOnlyList<ConnectionRow> rows, bool isOne)
    {
        List<AccountLine> accounts = [];
        foreach (var row in rows)
        {
            if (await Store.FindAsync(Workspace, row.Id, Closed) is not { } stored)
                continue;
            var progress = isOne ? null : await Overview.ReadAsync(Workspace, row.Id, system, Closed);
            var state = StateOf(stored, progress, isOne);
            accounts.Add(new(row.Id, row.AccountName, isOne ? ConnectionPages.Of(system) : ConnectionPages.Of(system, row.Id), row.IsSandbox, state, isOne ? stored.VerifiedAt : progress?.AsOf));
        }

        return new(system, name, accounts, isOne && accounts.Count > 0 ? null : ConnectionPages.Of(system));
    }

    private static AccountState StateOf(Connection stored, SourceProgress? progress, bool isOne) => stored switch
    {
        { Secret: null } => AccountState.Disconnected,
        { FailureCode: FailureCodes.ConnectAgain } => AccountState.ConnectAgain,
        { FailureCode: not null } => AccountState.Failing,
        _ when isOne => AccountState.Connected,
        _ when progress is null => AccountState.NotActivated,
        _ when progress.Failure is not null => AccountState.Failing,
        _ => progress.IsWhole ? AccountState.Connected : AccountState.Loading,
    };

    private sealed record SystemCard(string System, string Name, IReadOnlyList<AccountLine> Accounts, string? AddHref);

    private sealed record AccountLine(Guid Id, string? Name, string Href, bool IsSandbox, AccountState State, DateTimeOffset? LastAt)
    {
        public Tone Tone => State switch
        {
            AccountState.Connected => Tone.Success,
            AccountState.Loading => Tone.Working,
            AccountState.NotActivated => Tone.Info,
            AccountState.Disconnected => Tone.Neutral,
            _ => Tone.Danger,
        };

        public string Icon => State switch
        {
            AccountState.Connected => "check_circle",
            AccountState.NotActivated => "pending",
            AccountState.Disconnected => "link_off",
            _ => "error",
        };
    }

    private enum AccountState
    {
        Connected,
        Loading,
        NotActivated,
        Failing,
        ConnectAgain,
        Disconnected,
    }
}
