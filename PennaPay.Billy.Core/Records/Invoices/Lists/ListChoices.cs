using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Records.Invoices.Lists;

/// <summary>Reads and changes each user's <see cref="ListChoice"/>.</summary>
public sealed class ListChoices(Database database)
{
    /// <summary>What the user chose; everything is shown until then.</summary>
    public async Task<ListChoice> ReadAsync(WorkspaceId workspace, Guid user, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        return await db.Set<ListChoice>().SingleOrDefaultAsync(choice => choice.UserId == user, cancellationToken)
            ?? new() { UserId = user, WorkspaceId = workspace };
    }

    /// <summary>Shows or hides columns. Answers what holds from now on.</summary>
    public Task<ListChoice> ShowAsync(Actor actor, InvoiceColumns columns, bool isShown, CancellationToken cancellationToken) =>
        ChangeAsync(
            actor,
            choice => choice.Hidden = (isShown ? choice.Hidden & ~columns : choice.Hidden | columns) & InvoiceColumns.All,
            cancellationToken);

    /// <summary>Switches keys that are letters or signs on or off. Answers what holds from now on.</summary>
    public Task<ListChoice> UseLetterKeysAsync(Actor actor, bool isOn, CancellationToken cancellationToken) =>
        ChangeAsync(actor, choice => choice.NoLetterKeys = !isOn, cancellationToken);

    private Task<ListChoice> ChangeAsync(Actor actor, Action<ListChoice> change, CancellationToken cancellationToken) =>
        database.WriteAsync(actor, Permission.KeepOwnPreferences, async (db, ct) =>
        {
            var choice = await db.Set<ListChoice>().SingleOrDefaultAsync(known => known.UserId == actor.UserId, ct)
                ?? db.Add(new ListChoice { UserId = actor.UserId, WorkspaceId = actor.Workspace }).Entity;
            change(choice);
            db.Audit("list.arranged", nameof(ListChoice), actor.UserId);
            return choice;
        }, cancellationToken);
}
