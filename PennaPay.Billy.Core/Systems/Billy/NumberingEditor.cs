using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;

namespace PennaPay.Billy.Core.Systems.Billy;

/// <summary>What came of choosing how numbers are used.</summary>
public enum SaveNumberingResult
{
    /// <summary>Drafts made from now on follow it.</summary>
    Saved,

    /// <summary>There is no connection, so it is not known what Billy allows.</summary>
    NotConnected,

    /// <summary>The organisation's way of numbering does not allow it.</summary>
    NotAllowed,
}

/// <summary>Stores what PennaPay's invoice number becomes in Billy.</summary>
public sealed class NumberingEditor(ConnectionStore record)
{
    /// <summary>Stores the choice if the connected organisation allows it. Billy is not asked.</summary>
    public async Task<SaveNumberingResult> SaveAsync(WorkspaceId workspace, NumberUse use, CancellationToken cancellationToken)
    {
        var result = Judge(await record.ReadAsync(workspace, cancellationToken), use);
        if (result != SaveNumberingResult.Saved)
            return result;
        // Judged by the row that is changed: another organisation may have been connected meanwhile.
        await record.ChangeAsync(workspace, row =>
        {
            result = Judge(row, use);
            if (result == SaveNumberingResult.Saved)
                row.NumberUse = use;
        }, cancellationToken);
        return result;
    }

    private static SaveNumberingResult Judge(Connection? connection, NumberUse use) =>
        connection is not { ProtectedToken: not null } ? SaveNumberingResult.NotConnected
        : Enum.IsDefined(use) && Numbering.Allows(Numbering.ModeOf(connection.InvoiceNoMode), use) ? SaveNumberingResult.Saved
        : SaveNumberingResult.NotAllowed;
}
