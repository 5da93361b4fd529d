using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Web.Components.Shared;
using PennaPay.Billy.Web.Resources;
using PennaPay.Billy.Web.Security.Sessions;

namespace PennaPay.Billy.Web.Components.Settings.Account;

/// <summary>Settings → Account: a person's password, and where that person is signed in.</summary>
public sealed partial class AccountPage
{
    private IReadOnlyList<Session> sessions = [];
    private Guid? own;

    [Inject] public required UserSessions Sessions { get; init; }

    [Inject] public required Toasts Toasts { get; init; }

    [Inject] public required IStringLocalizer<AccountTexts> Texts { get; init; }

    protected override async Task OnInitializedAsync()
    {
        await base.OnInitializedAsync();
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        var user = await CurrentUser.GetAsync();
        own = user.Actor.Session;
        sessions = await Sessions.OpenAsync(user, Closed);
    }

    private async Task EndAsync(Session session)
    {
        await Sessions.EndAsync((await CurrentUser.GetAsync()).Actor, session.Id, CancellationToken.None);
        Toasts.Show(ToastTone.Success, Texts["Sessions.Ended"], session.Device);
        await LoadAsync();
        StateHasChanged();
    }

    // This page is among those that end, and leads to sign-in by itself.
    private async Task EndAllAsync() => await Sessions.EndAllAsync((await CurrentUser.GetAsync()).Actor, CancellationToken.None);
}
