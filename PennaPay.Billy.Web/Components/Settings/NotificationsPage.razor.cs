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

    private MutedToasts? muted;
    private bool hasFailed, isSaving, isNotSaved;

    [Inject] public required UserPreferences Preferences { get; init; }

    [Inject] public required Toasts Toasts { get; init; }

    [Inject] public required IStringLocalizer<SettingsTexts> Texts { get; init; }

    [Inject] public required ILogger<NotificationsPage> Logger { get; init; }

    protected override async Task OnInitializedAsync()
    {
        await base.OnInitializedAsync();
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        try
        {
            muted = await Preferences.MutedAsync(await CurrentUser.GetAsync(), Closed);
            hasFailed = false;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            Log.LoadFailed(Logger, fault);
            hasFailed = true;
        }
    }

    private async Task SaveAsync()
    {
        if (isSaving || muted is not { } wanted)
            return;
        (isSaving, isNotSaved) = (true, false);
        try
        {
            await Preferences.MuteAsync((await CurrentUser.GetAsync()).Actor, wanted, CancellationToken.None);
            Toasts.Show(ToastTone.Success, Texts["Notifications.Saved"], key: "settings");
        }
        catch (Exception fault) when (fault is not (OperationCanceledException or UnauthorizedAccessException))
        {
            Log.SaveFailed(Logger, fault);
            isNotSaved = true;
        }
        finally
        {
            isSaving = false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Which messages somebody sees could not be read.")]
        public static partial void LoadFailed(ILogger logger, Exception fault);

        [LoggerMessage(LogLevel.Error, "Which messages somebody sees could not be saved.")]
        public static partial void SaveFailed(ILogger logger, Exception fault);
    }
}
