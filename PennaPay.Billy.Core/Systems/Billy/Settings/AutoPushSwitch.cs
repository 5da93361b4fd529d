using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Push.Queue;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Systems.Billy.Settings;

/// <summary>
/// Stores the settings of the connection together with what they mean for invoices that are sent already: those that
/// automatic push would have taken go now, and nothing older does.
/// </summary>
public sealed class AutoPushSwitch(Connector connector, BillySettingsEditor editor, InvoicePusher pusher, TimeProvider time)
{
    /// <summary>How many sent invoices would be queued at once, so that a person can be asked first.</summary>
    public async Task<int> CountWaitingAsync(WorkspaceId workspace, BillySettings wanted, CancellationToken cancellationToken) =>
        await NewlyTakenFromAsync(workspace, wanted, cancellationToken) is { } from
            ? await pusher.CountSentAsync(workspace, from, cancellationToken)
            : 0;

    /// <summary>Stores the settings, and queues those invoices once they are stored.</summary>
    /// <param name="actor">Who asks for it.</param>
    /// <param name="wanted">The settings.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What came of the settings, and how many invoices were queued.</returns>
    public async Task<(SaveSettingsResult Result, int Queued)> SaveAsync(
        Actor actor, BillySettings wanted, CancellationToken cancellationToken)
    {
        var from = await NewlyTakenFromAsync(actor.Workspace, wanted, cancellationToken);
        var result = await editor.SaveAsync(actor, wanted, cancellationToken);
        if (result is not SaveSettingsResult.Saved || from is null)
            return (result, 0);
        var queued = await pusher.PushSentAsync(actor, from, PushCause.AutoPush, cancellationToken);
        return (result, queued.Queued);
    }

    /// <summary>The first issue date to queue from; null when the settings take nothing that those before them did not.</summary>
    private async Task<DateOnly?> NewlyTakenFromAsync(WorkspaceId workspace, BillySettings wanted, CancellationToken cancellationToken)
    {
        var (stored, today) = (await connector.ViewAsync(workspace, BillySystem.SystemId, cancellationToken), time.DanishToday());
        return wanted.TakesMoreThan(stored.AutoPush, stored.AutoPushFrom, today) ? wanted.AutoPushFrom ?? today : null;
    }
}
