using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Web.Components.Shared;
using PennaPay.Billy.Web.Resources;
using PennaPay.Billy.Web.Security;

namespace PennaPay.Billy.Web.Components.Settings;

/// <summary>Settings → Notifications: which messages about pushes the signed-in person sees.</summary>
public sealed partial class NotificationsPage
{
    private static readonly MutedToasts[] Kinds = [MutedToasts.ByHand, MutedToasts.Automatic, MutedToasts.Batches];

    [Inject] public required UserPreferences Preferences { get; init; }

    [Inject] public required IStringLocalizer<SettingsTexts> Texts { get; init; }

    protected override string Subject => "Which messages somebody sees";

    protected override async Task<Action> ReadAsync()
    {
        var muted = await Preferences.MutedAsync(await CurrentUser.GetAsync(), Closed);
        return () => Show(muted);
    }

    protected override async Task<bool> StoreAsync(Actor actor, MutedToasts draft)
    {
        await Preferences.MuteAsync(actor, draft, CancellationToken.None);
        Toasts.Show(ToastTone.Success, Texts["Notifications.Saved"], key: "settings");
        return true;
    }
}
