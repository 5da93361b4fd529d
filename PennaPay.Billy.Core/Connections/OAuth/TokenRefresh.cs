using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using PennaPay.Billy.Core.Http;

namespace PennaPay.Billy.Core.Connections.OAuth;

/// <summary>
/// Asks for a new pair of tokens before the one that is stored ends. With its answer the old pair is worth nothing, so only one asks at
/// a time, here and in every other process, and the new pair is stored before anybody uses it. Where the program dies between the
/// answer and the store, nobody has a pair any more: then somebody has to sign in again, and is told so.
/// </summary>
public sealed partial class TokenRefresh(
    ConnectionStore store, SecretVault vault, ExternalSystems systems, OAuthTokens tokens, TimeProvider time, ILogger<TokenRefresh> logger)
{
    // Longer than a request may take, so that nobody else begins while one is on its way.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(250);

    private readonly ConcurrentDictionary<Guid, Lazy<Task<Failure?>>> asking = new();

    /// <summary>Whether the stored pair ends soon, or has ended.</summary>
    public bool IsDue(Connection connection) => connection.SecretExpiresAt is { } end
        // Some time before the end: the system may be away for a while, and what was begun with a token is finished with it.
        && end - (systems.Of(connection.System).SignInOf(connection.UsesSandbox)?.RenewBefore ?? TimeSpan.Zero) <= time.GetUtcNow();

    /// <summary>Puts a new pair in place of one; whoever asks meanwhile waits for the same.</summary>
    /// <param name="seen">The connection with the pair that is to be replaced.</param>
    /// <param name="cancellationToken">Gives up waiting; what was begun is seen through.</param>
    /// <returns>Null where the row has a pair that can be used, which may be the old one while the system is away.</returns>
    public async Task<Failure?> RefreshAsync(Connection seen, CancellationToken cancellationToken)
    {
        var work = asking.GetOrAdd(seen.Id, static (_, of) => new(() => of.This.AskAndForgetAsync(of.seen)), (This: this, seen));
        return await work.Value.WaitAsync(cancellationToken);
    }

    // Whoever comes afterwards asks anew, also where nobody has waited to the end.
    private async Task<Failure?> AskAndForgetAsync(Connection seen)
    {
        try
        {
            return await AskAsync(seen);
        }
        finally
        {
            asking.TryRemove(seen.Id, out _);
        }
    }

    private async Task<Failure?> AskAsync(Connection seen)
    {
        while (true)
        {
            var (isMine, isOver) = (false, false);
            var now = time.GetUtcNow();
            var row = await store.ChangeAsync(seen.WorkspaceId, seen.Id, found =>
            {
                isOver = found.Secret is null || found.Secret != seen.Secret;
                isMine = !isOver && (found.RefreshingUntil is null || found.RefreshingUntil <= now || found.RefreshingUntil > now + Longest);
                if (isMine)
                    found.RefreshingUntil = now + Longest;
            }, default);
            if (row is null || isOver)
                return row?.Secret is null ? new Failure(FailureCodes.NotConnected) : null;
            if (isMine)
                return await AskAsync(row, vault.Unprotect(row.WorkspaceId, row.Id, row.Secret!) is { } secret ? OAuthSecret.Read(secret) : null);
            // Another process asks.
            await Task.Delay(LookAgain, time);
        }
    }

    private async Task<Failure?> AskAsync(Connection row, OAuthSecret? pair)
    {
        // A pair that could not be kept is not asked for.
        if (pair is null || vault.Protect(row.WorkspaceId, row.Id, pair.ToBytes()) is null)
            return await EndAsync(row, new Failure(FailureCodes.EncryptionKeyMissing), _ => { });
        if (systems.Of(row.System).SignInOf(row.UsesSandbox) is not { } registration)
            return await EndAsync(row, new Failure(FailureCodes.SignInNotSetUp), _ => { });
        var outcome = pair.RefreshToken is { } refreshToken ? await tokens.RefreshAsync(registration, refreshToken, default) : new GrantOutcome.ConnectAgain();
        CrashPoint.Reach("tokens.before-store");
        switch (outcome)
        {
            case GrantOutcome.Granted { Grant: var grant }:
                var ciphertext = vault.Protect(row.WorkspaceId, row.Id, new OAuthSecret(grant.Token, grant.RefreshToken).ToBytes());
                if (ciphertext is null)
                    return await EndAsync(row, new Failure(FailureCodes.EncryptionKeyMissing), _ => { });
                var isKept = false;
                await EndAsync(row, null, found =>
                {
                    (found.Secret, found.SecretExpiresAt, isKept) = (ciphertext, grant.ExpiresAt, true);
                    if (found.FailureCode is FailureCodes.TokenRejected or FailureCodes.ConnectAgain)
                        found.Recover();
                });
                // Somebody has disconnected, or signed in anew: nobody will use it.
                if (!isKept)
                    await tokens.RevokeAsync(registration, grant.RefreshToken ?? grant.Token, default);
                return null;
            case GrantOutcome.ConnectAgain:
                var again = new Failure(FailureCodes.ConnectAgain);
                Log.Refused(logger, row.System);
                return await EndAsync(row, again, found => found.Fail(again, time.GetUtcNow()));
            case GrantOutcome.NotAccepted { ErrorCode: var error }:
                return await EndAsync(row, Unless(isUsable: row.SecretExpiresAt > time.GetUtcNow(), new Failure(FailureCodes.SignInNotSetUp, error)), _ => { });
            case GrantOutcome.TryLater { Why: var why }:
                return await EndAsync(row, Unless(isUsable: row.SecretExpiresAt > time.GetUtcNow(), ApiFailures.DescribeRead(why)), _ => { });
            default:
                throw new InvalidOperationException($"{outcome} is no outcome.");
        }
    }

    // It is asked for early, so the one that is stored does for a while.
    private static Failure? Unless(bool isUsable, Failure failure) => isUsable ? null : failure;

    // Somebody may have signed in anew meanwhile; their pair holds.
    private async Task<Failure?> EndAsync(Connection row, Failure? failure, Action<Connection> change)
    {
        await store.ChangeAsync(row, found =>
        {
            found.RefreshingUntil = null;
            change(found);
        }, default);
        return failure;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "{System} gives no new tokens; somebody has to sign in again.")]
        public static partial void Refused(ILogger logger, string system);
    }
}
