using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Access.Keys;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Connections.Lists;
using PennaPay.Billy.Core.Keys;
using PennaPay.Billy.Core.Keys.Calls;
using PennaPay.Billy.Web.Components.Shared;
using PennaPay.Billy.Web.Resources;
using PennaPay.Billy.Web.Security.Passwords;
using Radzen;

namespace PennaPay.Billy.Web.Components.Settings.Ai;

/// <summary>Settings → Access for AI: keys for people's assistants, how these are set up, and what they asked.</summary>
public sealed partial class AiPage() : ListPage<AiView>(AiView.Latest)
{
    private IReadOnlyList<ApiKey>? keys;
    private IReadOnlyList<ConnectionRow> connections = [];
    private IReadOnlyList<KeyCall> calls = [];
    private ShownKey? made;
    private bool hasMore;
    private bool mayGrant;

    [Inject] public required ApiKeys Keys { get; init; }

    [Inject] public required KeyCallLog Calls { get; init; }

    [Inject] public required ConnectionList Connections { get; init; }

    [Inject] public required ConnectionFeed Feed { get; init; }

    [Inject] public required PasswordAgain Password { get; init; }

    [Inject] public required DialogService Dialogs { get; init; }

    [Inject] public required Toasts Toasts { get; init; }

    [Inject] public required IStringLocalizer<AiTexts> Texts { get; init; }

    [SupplyParameterFromQuery(Name = "before")] public string? Before { get; set; }

    protected override async Task OnInitializedAsync()
    {
        await base.OnInitializedAsync();
        Listen(Feed, _ => ReloadAsync());
    }

    protected override AiView ReadAddress() => AiView.Read(Before);

    protected override async Task<Action> ReadAsync()
    {
        var actor = (await CurrentUser.GetAsync()).Actor;
        var known = await Keys.ListAsync(actor.Workspace, Closed);
        var accounts = await Connections.AllAsync(actor.Workspace, Closed);
        // One more than is shown tells whether there are more.
        var latest = await Calls.ListAsync(actor.Workspace, null, View.Before, AiView.PageSize + 1, Closed);
        return () =>
        {
            (keys, connections, mayGrant) = (known, accounts, actor.May(Permission.GrantAccess));
            (calls, hasMore) = ([.. latest.Take(AiView.PageSize)], latest.Count > AiView.PageSize);
        };
    }

    private async Task CreateAsync(IReadOnlyList<ConnectionRow> choices)
    {
        // Before the dialog: what was typed into it would be lost with a password that nobody remembers.
        if (!await Password.AskAsync())
            return;
        object? wanted = await Dialogs.OpenAsync<NewKeyDialog>(
            Texts["New.Title"], new() { [nameof(NewKeyDialog.Connections)] = choices },
            new DialogOptions { Width = "min(480px, calc(100vw - 32px))", AutoFocusFirstElement = true });
        if (wanted is not NewKey key || !await Password.AskAsync())
            return;
        DateTimeOffset? expiresAt = key.Days is { } days ? Time.GetUtcNow().AddDays(days) : null;
        var actor = (await CurrentUser.GetAsync()).Actor;
        await ShowAsync(
            await Keys.CreateAsync(actor, key.Name, ApiKeyScopes.BillyRead, key.Connection, expiresAt, CancellationToken.None), key.Name.Trim(), Texts["New.Done"]);
    }

    private async Task RotateAsync(ApiKey key)
    {
        if (!await IsSureAsync("Rotate", key))
            return;
        await ShowAsync(await Keys.RotateAsync((await CurrentUser.GetAsync()).Actor, key.Id, CancellationToken.None), key.Name, Texts["Rotate.Done"]);
    }

    private async Task RevokeAsync(ApiKey key)
    {
        if (!await IsSureAsync("Revoke", key))
            return;
        await Keys.RevokeAsync((await CurrentUser.GetAsync()).Actor, key.Id, CancellationToken.None);
        if (made?.Id == key.Id)
            made = null;
        Toasts.Show(ToastTone.Success, Texts["Revoke.Done"], key.Name);
        await ReloadAsync();
    }

    private async Task<bool> IsSureAsync(string what, ApiKey key)
    {
        var isSure = await Dialogs.Confirm(Texts[$"{what}.Sure", key.Name], Texts[$"{what}.Title"], new ConfirmOptions
        {
            OkButtonText = Texts[$"{what}.Button"], CancelButtonText = Texts["Cancel"],
        });
        return isSure == true && await Password.AskAsync();
    }

    private async Task ShowAsync(ApiKeyResult result, string name, string done)
    {
        switch (result)
        {
            case ApiKeyResult.Made key:
                made = new(key.Id, name, key.Secret);
                Toasts.Show(ToastTone.Success, done, name);
                break;
            case ApiKeyResult.TooMany:
                Toasts.Show(ToastTone.Failure, Texts["TooMany"], Texts["TooManyText", ApiKeys.Most]);
                break;
            default:
                Toasts.Show(ToastTone.Failure, Texts["Gone"], Texts["GoneText"]);
                break;
        }

        await ReloadAsync();
    }

    private async Task ReloadAsync()
    {
        await LoadAsync();
        StateHasChanged();
    }
}
