using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core.Workspaces;
using PennaPay.Billy.Web.Components.Shared;
using PennaPay.Billy.Web.Resources;
using PennaPay.Billy.Web.Security;

namespace PennaPay.Billy.Web.Components.Settings;

/// <summary>Settings → Notifications: which messages about pushes the signed-in person sees.</summary>
public sealed partial class NotificationsPage
{
    private static readonly MutedToasts[] Kinds = [MutedToasts.ByHand, MutedToasts.Automatic, MutedToasts.Batches];

    private MutedToasts? muted;
    private bool isSaving;

    [Inject] public required ToastChoice Choice { get; init; }

    [Inject] public required Toasts Toasts { get; init; }

    [Inject] public required IStringLocalizer<SettingsTexts> Texts { get; init; }

    protected override async Task OnInitializedAsync()
    {
        await base.OnInitializedAsync();
        muted = await Choice.MutedAsync(await CurrentUser.GetAsync(), Closed);
    }

    private async Task SaveAsync()
    {
        if (isSaving || muted is not { } wanted)
            return;
        isSaving = true;
        try
        {
            await Choice.MuteAsync(await CurrentUser.GetAsync(), wanted, CancellationToken.None);
            Toasts.Show(ToastTone.Success, Texts["Notifications.Saved"], key: "settings");
        }
        finally
        {
            isSaving = false;
        }
    }
}
