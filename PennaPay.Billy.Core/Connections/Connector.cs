using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections.Offers;
using PennaPay.Billy.Core.Connections.OAuth;
using PennaPay.Billy.Core.Connections.Outages;
using PennaPay.Billy.Core.Connections.Webhooks;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Storage.Erasing;

namespace PennaPay.Billy.Core.Connections;

/// <summary>Connects a workspace to its account in a system, tests the connection and ends it.</summary>
public sealed partial class Connector(
    Database database,
    ConnectionStore store,
    ConnectionOpener opener,
    SecretVault vault,
    ExternalSystems systems,
    IEnumerable<IConnectionHandler> handlers,
    IEnumerable<IDisconnecting> disconnecting,
    ConnectionOutages outages,
    SecretEraser eraser,
    OAuthTokens tokens,
    TimeProvider time,
    ILogger<Connector> logger)
{
    /// <summary>How the workspace stands with a system, without asking the system.</summary>
    public async Task<ConnectionView> ViewAsync(WorkspaceId workspace, string system, CancellationToken cancellationToken) =>
        ViewOf(await store.CurrentAsync(workspace, system, cancellationToken));

    /// <summary>How the workspace stands with the system whose copies its lists show.</summary>
    public async Task<ConnectionView> ViewListedAsync(WorkspaceId workspace, CancellationToken cancellationToken) =>
        ViewOf(await store.ListedAsync(workspace, cancellationToken));

    /// <summary>
    /// Asks the system whose secret this is and stores it encrypted. Nothing changes unless the system answers with the
    /// account.
    /// </summary>
    /// <param name="actor">Who connects.</param>
    /// <param name="system">The system's id.</param>
    /// <param name="pastedSecret">What the user pasted; white space around it doesn't matter.</param>
    /// <param name="sandbox">Whether to connect to the system's sandbox.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="account">The id of the account that is meant, where the secret opens several.</param>
    public async Task<ConnectResult> ConnectAsync(
        Actor actor, string system, string? pastedSecret, bool sandbox, CancellationToken cancellationToken, string? account = null)
    {
        await database.DemandAsync(actor, Permission.GrantAccess, cancellationToken);
        var outside = systems.Of(system);
        if (outside.TokenRule.Check(pastedSecret, out var token) is { } problem)
            return new ConnectResult.BadToken(problem);

        var offers = await AccountOffers.AskAsync(outside, token!, isGranted: false, sandbox, cancellationToken);
        var chosen = account is null ? offers.Only : offers.Of(account);
        if (chosen is null && offers.Failure is null && account is null)
            return new ConnectResult.Choose(offers.All);
        if (chosen is null)
        {
            var failure = offers.Failure ?? offers.RefusalOf(account!)!;
            await database.NoteAsync(actor, new("connection.refused", nameof(Connection), Refusal: failure.Code), cancellationToken);
            return new ConnectResult.Failed(failure);
        }

        var (connection, settingsWereReset) = await database.WriteAsync(
            actor, Permission.GrantAccess, (db, ct) => StoreAsync(db, outside, chosen, NewSecret.Of(token!), sandbox, ct), cancellationToken);
        if (connection is null)
            return new ConnectResult.Failed(new Failure(FailureCodes.EncryptionKeyMissing));
        await SettleAsync(actor, connection);
        return new ConnectResult.Connected(ViewOf(connection), settingsWereReset);
    }

    /// <summary>
    /// The same with the tokens that a system gave when somebody signed in there, for which the password was typed when that began.
    /// </summary>
    /// <param name="actor">Who came back.</param>
    /// <param name="system">The system.</param>
    /// <param name="grant">Its tokens.</param>
    /// <param name="account">Which of the accounts that they open.</param>
    /// <param name="sandbox">Whether it is the system's sandbox.</param>
    /// <param name="expected">The connection that is to work again; null where any account will do.</param>
    /// <param name="cancellationToken">Gives up.</param>
    internal async Task<(SignInResult.Connected? Result, Failure? Failure)> ConnectGrantedAsync(
        Actor actor, ExternalSystem system, OAuthGrant grant, Account account, bool sandbox, Guid? expected, CancellationToken cancellationToken)
    {
        var isNew = false;
        OAuthSecret? before = null;
        var (connection, isOther) = await database.WriteAsync(actor, Permission.ManageConnections, async (db, ct) =>
        {
            var known = await db.Set<Connection>().AsNoTracking()
                .FirstOrDefaultAsync(c => c.System == system.Id && c.UsesSandbox == sandbox && c.AccountId == account.Id, ct);
            if (expected is not null && known?.Id != expected)
                return (null, true);
            (isNew, before) = (known is null, known is null ? null : PairOf(known));
            return ((await StoreAsync(db, system, account, NewSecret.Of(grant), sandbox, ct)).Connection, false);
        }, cancellationToken);
        if (connection is null)
            return (null, new Failure(isOther ? FailureCodes.SignInOtherAccount : FailureCodes.EncryptionKeyMissing, isOther ? account.Name : null));
        await SettleAsync(actor, connection);
        // What it had before is used by nobody any more.
        if (before is not null)
            await RevokeAsync(connection, before, cancellationToken);
        return (new(connection.Id, system.Id, isNew), null);
    }

    /// <summary>
    /// Asks the system with the stored secret. A success also lets pushes go on that waited for a person; a failure leaves
    /// the time of the last success as it was.
    /// </summary>
    public async Task<TestResult> TestAsync(Actor actor, string system, CancellationToken cancellationToken)
    {
        await database.DemandAsync(actor, Permission.ManageConnections, cancellationToken);
        return await VerifyAsync(actor, await store.CurrentAsync(actor.Workspace, system, cancellationToken), cancellationToken);
    }

    /// <summary>The same for one connection of a system that may have several.</summary>
    public async Task<TestResult> TestAccountAsync(Actor actor, Guid connection, CancellationToken cancellationToken)
    {
        await database.DemandAsync(actor, Permission.ManageConnections, cancellationToken);
        return await VerifyAsync(actor, await store.FindAsync(actor.Workspace, connection, cancellationToken), cancellationToken);
    }

    private async Task<TestResult> VerifyAsync(Actor actor, Connection? stored, CancellationToken cancellationToken)
    {
        var (opened, refusal) = await opener.OpenAsync(stored, cancellationToken);
        stored = opened?.Connection ?? stored;
        if (opened is null)
            return new TestResult.Failed(refusal!, ViewOf(stored));

        var (account, failure) = await AccountOffers.AskOneAsync(systems.Of(stored!.System), opened.Access, stored.UsesSandbox, cancellationToken);
        if (account is not null && account.Id != stored.AccountId)
            (account, failure) = (null, new Failure(FailureCodes.AccountChanged));
        var now = time.GetUtcNow();
        var connection = await store.ChangeAsync(actor, "connection.tested", stored.Id, row =>
        {
            // What was learnt with an old secret says nothing about a new one.
            if (row.Secret != stored.Secret)
                return false;
            if (account is not null)
                row.Verify(account, now);
            else
                row.Fail(failure!, now);
            // What waits is meant for the account that was connected.
            if (failure?.Code == FailureCodes.AccountChanged)
                row.Pause(failure, now, null);
            return true;
        }, cancellationToken, refusal: failure?.Code);
        if (account is not null)
            outages.End(stored.Id);
        return account is null
            ? new TestResult.Failed(failure!, ViewOf(connection))
            : new TestResult.Verified(ViewOf(connection));
    }

    /// <summary>Deletes the stored secret of the account that the workspace works with. The settings stay for the same account.</summary>
    public async Task<ConnectionView> DisconnectAsync(Actor actor, string system, CancellationToken cancellationToken)
    {
        actor.Demand(Permission.GrantAccess);
        return await store.CurrentAsync(actor.Workspace, system, cancellationToken) is { } current
            ? (await DisconnectAccountAsync(actor, current.Id, cancellationToken)).View
            : ViewOf(null);
    }

    /// <summary>
    /// Deletes the stored secret of one connection. A system that gave it to whoever signed in is told that it is not used any more; where it
    /// does not hear that, the secret is deleted all the same.
    /// </summary>
    /// <param name="actor">Who wants it.</param>
    /// <param name="connection">Which.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The connection as it is then, and whether the system was to be told and did not hear it.</returns>
    public async Task<(ConnectionView View, bool IsUntold)> DisconnectAccountAsync(Actor actor, Guid connection, CancellationToken cancellationToken)
    {
        await database.DemandAsync(actor, Permission.GrantAccess, cancellationToken);
        if (await store.FindAsync(actor.Workspace, connection, cancellationToken) is { Secret: not null } ending)
            await Task.WhenAll(disconnecting.Select(one => one.DisconnectingAsync(ending, cancellationToken)));
        OAuthSecret? pair = null;
        var row = await store.ChangeAsync(actor, "connection.disconnected", connection, found =>
        {
            pair = PairOf(found);
            found.Disconnect();
        }, cancellationToken, Permission.GrantAccess);
        if (row is null)
            return (ViewOf(null), false);
        await eraser.EraseAsync();
        outages.End(connection);
        Log.Disconnected(logger, actor.Workspace, row.System);
        return (ViewOf(row), pair is not null && !await RevokeAsync(row, pair, cancellationToken));
    }

    /// <summary>All that a page may know of a connection.</summary>
    internal ConnectionView ViewOf(Connection? stored)
    {
        if (stored is null)
            return new ConnectionView(ConnectionStatus.NotConnected);

        var (_, refusal) = opener.Open(stored);
        var since = outages.AwaySince(stored.Id);
        var problem = refusal ?? stored.Problem ?? (since is null ? null : new Failure(FailureCodes.SystemAway));
        var status = refusal?.Code switch
        {
            FailureCodes.NotConnected or FailureCodes.OtherOrganization => ConnectionStatus.NotConnected,
            FailureCodes.EncryptionKeyMissing => ConnectionStatus.KeyMissing,
            not null => ConnectionStatus.Failing,
            null => problem is null ? ConnectionStatus.Connected : ConnectionStatus.Failing,
        };
        var view = ConnectionView.Of(stored, status, problem, time.GetUtcNow());
        return problem?.Code == FailureCodes.SystemAway ? view with { FailedAt = since } : view;
    }

    /// <returns>No connection when the secret could not be encrypted.</returns>
    private async Task<(Connection? Connection, bool SettingsWereReset)> StoreAsync(
        WorkspaceDbContext db, ExternalSystem system, Account account, NewSecret secret, bool sandbox, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var known = await db.Set<Connection>().Where(c => c.System == system.Id).ToListAsync(cancellationToken);
        // Of an account that an earlier version was connected to before, nothing but its id was kept; which of the two it is of
        // shows when it answers again.
        var row = known.Find(c => c.AccountId == account.Id && c.UsesSandbox == sandbox)
            ?? known.Find(c => c.AccountId == account.Id && c is { IsReplaced: true, AccountName: null });
        var id = row?.Id ?? Guid.CreateVersion7(now);
        if (vault.Protect(db.Workspace, id, secret.Bytes) is not { } ciphertext)
            return (null, false);

        if (row is null)
            db.Add(row = new Connection { Id = id, System = system.Id, UsesSandbox = sandbox, AccountId = account.Id });
        row.UsesSandbox = sandbox;
        var action = row.Secret is null ? "connection.connected" : "connection.token_replaced";
        (row.Secret, row.SecretHint, row.SecretExpiresAt, row.RefreshingUntil) = (ciphertext, secret.Hint, secret.ExpiresAt, null);
        (row.ConnectedAt, row.ReplacedAt) = (now, null);
        row.Verify(account, now);
        db.Audit(action, nameof(Connection), row.Id);
        store.Tell(db, row);

        var replaced = system.HoldsOneAccount ? known.FindAll(c => c != row && !c.IsReplaced) : [];
        var losesSettings = !HasSettings(row) && replaced.Exists(HasSettings);
        foreach (var old in replaced)
        {
            old.Disconnect();
            (old.ReplacedAt, old.IsListed) = (now, false);
            // Whoever comes back to it asks for automatic pushes anew.
            (old.AutoPush, old.AutoPushFrom) = (false, null);
            db.Audit("connection.replaced", nameof(Connection), old.Id);
            db.AfterCommit(() => outages.End(old.Id));
            store.Tell(db, old);
        }

        // The old one leaves the list before the new one enters it: only one may be there.
        await db.SaveChangesAsync(cancellationToken);
        if (system.MayBeListed && !await db.Set<Connection>().AnyAsync(c => c.IsListed, cancellationToken))
        {
            row.IsListed = true;
            foreach (var handler in handlers)
                await handler.ListedAsync(db, row, cancellationToken);
        }

        return (row, losesSettings);
    }

    // Whether the system has heard it.
    private async Task<bool> RevokeAsync(Connection row, OAuthSecret pair, CancellationToken cancellationToken) =>
        systems.Of(row.System).SignInOf(row.UsesSandbox) is { } registration
        && await tokens.RevokeAsync(registration, pair.RefreshToken ?? pair.Token, cancellationToken) is null;

    private OAuthSecret? PairOf(Connection row) =>
        row.Secret is { } secret && vault.Unprotect(row.WorkspaceId, row.Id, secret) is { } bytes ? OAuthSecret.Read(bytes) : null;

    private async Task SettleAsync(Actor actor, Connection connection)
    {
        // Another secret may have been replaced.
        await eraser.EraseAsync();
        outages.End(connection.Id);
        Log.Connected(logger, actor.Workspace, connection.System, connection.AccountId, connection.UsesSandbox);
    }

    private static bool HasSettings(Connection row) => row.AutoPush || row.Settings is not null;

    /// <summary>What is stored in place of any secret before.</summary>
    private sealed record NewSecret(byte[] Bytes, string? Hint, DateTimeOffset? ExpiresAt)
    {
        public static NewSecret Of(AccessToken token) => new(Encoding.UTF8.GetBytes(token.Reveal()), token.LastFour, null);

        public static NewSecret Of(OAuthGrant grant) => new(new OAuthSecret(grant.Token, grant.RefreshToken).ToBytes(), null, grant.ExpiresAt);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Workspace {Workspace} connected to account {Account} of {System} (sandbox: {Sandbox}).")]
        public static partial void Connected(ILogger logger, WorkspaceId workspace, string system, string account, bool sandbox);

        [LoggerMessage(LogLevel.Information, "Workspace {Workspace} disconnected from {System}.")]
        public static partial void Disconnected(ILogger logger, WorkspaceId workspace, string system);
    }
}
