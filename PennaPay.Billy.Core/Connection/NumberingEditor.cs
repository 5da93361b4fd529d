using PennaPay.Billy.Core.Workspaces;

namespace PennaPay.Billy.Core.Connection;

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
public sealed class NumberingEditor(ConnectionRecord record)
{
    /// <summary>Stores the choice if the connected organisation allows it. Billy is not asked.</summary>
    public async Task<SaveNumberingResult> SaveAsync(WorkspaceId workspace, NumberUse use, CancellationToken cancellationToken)
    {
        if (await record.ReadAsync(workspace, cancellationToken) is not { ProtectedToken: not null } stored)
            return SaveNumberingResult.NotConnected;
        if (!Enum.IsDefined(use) || !Numbering.Allows(Numbering.ModeOf(stored.InvoiceNoMode), use))
            return SaveNumberingResult.NotAllowed;
        await record.ChangeAsync(stored, row => row.NumberUse = use, cancellationToken);
        return SaveNumberingResult.Saved;
    }
}
