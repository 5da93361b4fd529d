using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Access.Refusals;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Push.Targets;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Sync;
using PennaPay.Billy.Core.Sync.Runs;
using PennaPay.Billy.Core.Sync.Settings;
using PennaPay.Billy.Core.Sync.Sources;
using PennaPay.Billy.Core.Sync.Sources.Pushing;
using PennaPay.Billy.Core.Systems.Billy.Settings;

namespace PennaPay.Billy.Core.Systems.Billy.Sourced;

/// <summary>Whether invoices of a source's account go on to Billy, and as what.</summary>
public sealed class SourcedPushEditor(Database database, ConnectionStore store, SourcePushes pushes, SourceSystems sources)
{
    /// <returns>How it stands with the organisation that is connected now.</returns>
    public async Task<SourcedPushView> ViewAsync(WorkspaceId workspace, Guid source, CancellationToken cancellationToken)
    {
        if (await store.CurrentAsync(workspace, BillySystem.SystemId, cancellationToken) is not { Secret: not null } billy)
            return new(null, NumberingMode.Unknown, false, false, null);
        var chosen = await pushes.FindAsync(workspace, source, billy.Id, cancellationToken);
        return new(billy.AccountName ?? "", billy.NumberingMode, await TakesByItselfAsync(workspace, billy, cancellationToken), chosen?.IsOn == true, chosen is null ? null : SourcedTerms.Read(chosen.Choices));
    }

    /// <summary>
    /// Lets invoices of an account go on from now on, or changes what their drafts are. Nothing is queued by it. Where the organisation takes
    /// invoices by itself, as they come or by runs, it will take those too, which needs <see cref="Permission.GrantAccess"/>.
    /// </summary>
    /// <param name="actor">Who wants it.</param>
    /// <param name="source">The account that they come from.</param>
    /// <param name="terms">What their drafts are.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="PasswordNeededException">The organisation takes sent invoices by themselves, and the password was not typed a moment ago.</exception>
    public async Task<SaveSourcedPushResult> SwitchOnAsync(Actor actor, Guid source, SourcedTerms terms, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(terms);
        var current = await store.CurrentAsync(actor.Workspace, BillySystem.SystemId, cancellationToken);
        var isMore = current is not null && await TakesByItselfAsync(actor.Workspace, current, cancellationToken) && (await pushes.FindAsync(actor.Workspace, source, current.Id, cancellationToken))?.IsOn != true;
        return await database.WriteAsync(actor, isMore ? Permission.GrantAccess : Permission.ManageConnections, async (db, ct) =>
        {
            // Judged by the rows as they are: it may have been disconnected or set otherwise meanwhile.
            if (current is null || await db.Set<Connection>().FirstOrDefaultAsync(row => row.Id == current.Id && row.Secret != null && row.ReplacedAt == null, ct) is not { } billy)
                return SaveSourcedPushResult.NotConnected;
            if (!Enum.IsDefined(terms.Vat) || !Enum.IsDefined(terms.Number) || !Numbering.Allows(billy.NumberingMode, terms.Number))
                return SaveSourcedPushResult.NotAllowed;
            if (await SourceAsync(db, source, ct) is not { } account)
                return SaveSourcedPushResult.NoSource;
            var isOn = await db.Set<SourcePush>().AnyAsync(push => push.SourceId == source && push.ConnectionId == billy.Id && push.IsOn, ct);
            if (!isOn && !isMore && await TakesByItselfAsync(db, billy, ct))
                throw new PasswordNeededException();
            // A run that carries invoices over may do more than was agreed to, so it is shown once more before anything moves.
            var agreed = SyncRun.MaskOf([SyncModule.Invoices]);
            if (!isOn)
                await db.Set<SyncState>().Where(state => state.ConnectionId == billy.Id).ExecuteUpdateAsync(update => update.SetProperty(state => state.Begun, state => state.Begun & ~agreed), ct);
            if (await pushes.ChooseAsync(db, source, billy.Id, isOn: true, terms.Store(), ct))
                store.Tell(db, account);
            return SaveSourcedPushResult.Saved;
        }, cancellationToken);
    }

    /// <summary>Lets none of an account's invoices go on any more, wherever they went. Drafts that are there stay, and what waits is refused when its turn comes.</summary>
    public Task SwitchOffAsync(Actor actor, Guid source, CancellationToken cancellationToken) =>
        database.WriteAsync(actor, Permission.ManageConnections, async (db, ct) =>
        {
            if (await SourceAsync(db, source, ct) is not { } account)
                return;
            foreach (var connection in await db.Set<SourcePush>().Where(push => push.SourceId == source && push.IsOn).Select(push => push.ConnectionId).ToListAsync(ct))
            {
                if (await pushes.ChooseAsync(db, source, connection, isOn: false, null, ct))
                    store.Tell(db, account);
            }
        }, cancellationToken);

    private async Task<bool> TakesByItselfAsync(WorkspaceId workspace, Connection billy, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        return await TakesByItselfAsync(db, billy, cancellationToken);
    }

    // Sent invoices as they come, or runs that carry over what is missing there.
    private static async Task<bool> TakesByItselfAsync(WorkspaceDbContext db, Connection billy, CancellationToken cancellationToken) =>
        billy.AutoPush || (await SyncSettingsEditor.ReadAsync(db, billy.System, cancellationToken)).Choices.PushesByItself;

    private async Task<Connection?> SourceAsync(WorkspaceDbContext db, Guid source, CancellationToken cancellationToken) =>
        await db.Set<Connection>().FirstOrDefaultAsync(row => row.Id == source, cancellationToken) is { } account && sources.Of(account.System) is { Kind: SourcedKind.Books } ? account : null;
}

/// <summary>How it stands with a source's invoices in Billy.</summary>
/// <param name="Organization">The organisation that is connected; null where none is.</param>
/// <param name="Mode">Who numbers its invoices.</param>
/// <param name="TakesByThemselves">Whether it takes sent invoices by themselves, as they come or by runs.</param>
/// <param name="IsOn">Whether they go there.</param>
/// <param name="Terms">What was chosen; null while nothing was.</param>
public sealed record SourcedPushView(string? Organization, NumberingMode Mode, bool TakesByThemselves, bool IsOn, SourcedTerms? Terms);

/// <summary>What came of letting a source's invoices go on.</summary>
public enum SaveSourcedPushResult
{
    /// <summary>Pushes from now on follow it.</summary>
    Saved,

    /// <summary>No organisation is connected.</summary>
    NotConnected,

    /// <summary>The organisation's way of numbering does not allow it, or there is no such choice.</summary>
    NotAllowed,

    /// <summary>There is no such account that invoices come from.</summary>
    NoSource,
}
