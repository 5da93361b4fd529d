using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;

namespace PennaPay.Billy.Core.Systems.Billy.Settings;

/// <summary>Stores what PennaPay's invoice number becomes in Billy.</summary>
public sealed class NumberingEditor(ConnectionStore store)
{
    /// <summary>Stores the choice if the connected organisation allows it. Billy is not asked.</summary>
    public async Task<SaveNumberingResult> SaveAsync(Actor actor, NumberUse use, CancellationToken cancellationToken)
    {
        actor.Demand(Permission.ManageConnections);
        var stored = await store.CurrentAsync(actor.Workspace, BillySystem.SystemId, cancellationToken);
        var result = Judge(stored, use);
        if (result != SaveNumberingResult.Saved)
            return result;
        // Judged by the row that is changed: it may have been disconnected meanwhile.
        await store.ChangeAsync(actor, "connection.numbering", stored!.Id, row =>
        {
            result = Judge(row, use);
            if (result == SaveNumberingResult.Saved)
                row.Settings = (row.Choices with { NumberUse = use }).Store();
            return result == SaveNumberingResult.Saved;
        }, cancellationToken);
        return result;
    }

    private static SaveNumberingResult Judge(Connection? connection, NumberUse use) =>
        connection is not { Secret: not null } ? SaveNumberingResult.NotConnected
        : Enum.IsDefined(use) && Numbering.Allows(connection.NumberingMode, use) ? SaveNumberingResult.Saved
        : SaveNumberingResult.NotAllowed;
}
