using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Connections.Lists;
using PennaPay.Billy.Core.Sync.Sources;
using PennaPay.Billy.Core.Systems.Billit;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Core.Systems.Pennylane.Loading;
using PennaPay.Billy.Core.Systems.PlugAndPay;
using PennaPay.Billy.Web.Components.Connections.Accounts;
using PennaPay.Billy.Web.Components.Connections.SignIn;
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

    [Inject] public required ExternalSystems Systems { get; init; }

    [Inject] public required SourceSystems Sources { get; init; }

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
        List<SystemCard> read = [];
        foreach (var system in (string[])[BillyConnector.SystemId, PennylaneAccounts.SystemId, PlugAndPayConnection.SystemId, BillitConnection.SystemId])
            read.Add(await CardAsync(Systems.Of(system), [.. rows.Where(row => row.System == system)]));
        cards = read;
        StateHasChanged();
    }

    private async Task<SystemCard> CardAsync(ExternalSystem system, IReadOnlyList<ConnectionRow> rows)
    {
        var (isOne, isRead) = (system.HoldsOneAccount, Sources.Of(system.Id) is not null);
        List<AccountLine> accounts = [];
        foreach (var row in rows.Where(row => !isOne || row.IsConnected))
        {
            if (await Store.FindAsync(Workspace, row.Id, Closed) is not { } stored)
                continue;
            var progress = isRead ? await Overview.ReadAsync(Workspace, row.Id, system.Id, Closed) : null;
            var href = isOne ? ConnectionPages.Of(system.Id) : ConnectionPages.Of(system.Id, row.Id);
            accounts.Add(new(row.Id, row.AccountName, href, row.IsSandbox, AccountStates.Of(stored, isRead, progress), isRead ? progress?.AsOf : stored.VerifiedAt));
        }

        return new(system.Id, system.Name, accounts, isOne && accounts.Count > 0 ? null : ConnectionPages.Of(system.Id));
    }

    private sealed record SystemCard(string System, string Name, IReadOnlyList<AccountLine> Accounts, string? AddHref);

    private sealed record AccountLine(Guid Id, string? Name, string Href, bool IsSandbox, AccountState State, DateTimeOffset? LastAt);
}
