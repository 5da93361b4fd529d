using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Records.Invoices.Lists;

/// <summary>Reads and changes each owner's <see cref="ListChoice"/>.</summary>
public sealed class ListChoices(Database database)
{
    /// <summary>What the owner chose; everything is shown until then.</summary>
    public async Task<ListChoice> ReadAsync(WorkspaceId workspace, Guid owner, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        return await db.Set<ListChoice>().SingleOrDefaultAsync(choice => choice.OwnerId == owner, cancellationToken)
            ?? new() { OwnerId = owner, WorkspaceId = workspace };
    }

    /// <summary>Shows or hides columns. Answers what holds from now on.</summary>
    public Task<ListChoice> ShowAsync(
        WorkspaceId workspace, Guid owner, InvoiceColumns columns, bool isShown, CancellationToken cancellationToken) =>
        ChangeAsync(
            workspace, owner,
            choice => choice.Hidden = (isShown ? choice.Hidden & ~columns : choice.Hidden | columns) & InvoiceColumns.All,
            cancellationToken);

    /// <summary>Switches keys that are letters or signs on or off. Answers what holds from now on.</summary>
    public Task<ListChoice> UseLetterKeysAsync(WorkspaceId workspace, Guid owner, bool isOn, CancellationToken cancellationToken) =>
        ChangeAsync(workspace, owner, choice => choice.NoLetterKeys = !isOn, cancellationToken);

    private Task<ListChoice> ChangeAsync(
        WorkspaceId workspace, Guid owner, Action<ListChoice> change, CancellationToken cancellationToken) =>
        database.WriteAsync(workspace, async (db, ct) =>
        {
            var choice = await db.Set<ListChoice>().SingleOrDefaultAsync(known => known.OwnerId == owner, ct)
                ?? db.Add(new ListChoice { OwnerId = owner }).Entity;
            change(choice);
            return choice;
        }, cancellationToken);
}
