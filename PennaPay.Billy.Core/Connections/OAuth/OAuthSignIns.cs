using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections.Offers;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Connections.OAuth;

/// <summary>Sends people to a system's own sign-in, and connects what they come back with (RFC 6749, 4.1, with the proof of RFC 7636).</summary>
public sealed class OAuthSignIns
{
    /// <summary>How long a person may take, to sign in and then to choose.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(20);

    // Ours is far shorter.
    private const int LongestState = 200;

    private readonly Database database;
    private readonly Connector connector;
    private readonly ConnectionStore store;
    private readonly ExternalSystems systems;
    private readonly SecretVault vault;
    private readonly OAuthTokens tokens;
    private readonly GrantKeeper keeper;
    private readonly TimeProvider time;

    internal OAuthSignIns(
        Database database, Connector connector, ConnectionStore store, ExternalSystems systems, SecretVault vault, OAuthTokens tokens, GrantKeeper keeper,
        TimeProvider time) =>
        (this.database, this.connector, this.store, this.systems, this.vault, this.tokens, this.keeper, this.time) =
        (database, connector, store, systems, vault, tokens, keeper, time);

    /// <summary>Begins; the password must have been typed a moment ago.</summary>
    /// <param name="actor">Who is to sign in.</param>
    /// <param name="system">The system's id.</param>
    /// <param name="sandbox">Whether it is the system's sandbox.</param>
    /// <param name="connection">The connection that is to work again; null where any account will do.</param>
    /// <param name="back">Where the system sends people back to, exactly as it knows it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Where to send the browser; null where nothing is set up for signing in to the system.</returns>
    public async Task<Uri?> BeginAsync(Actor actor, string system, bool sandbox, Guid? connection, Uri back, CancellationToken cancellationToken)
    {
        if (systems.Of(system).SignInOf(sandbox) is not { } registration)
            return null;
        var (state, verifier, id) = (Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)), PkceVerifier.Create(), Guid.CreateVersion7(time.GetUtcNow()));
        if (vault.Protect(actor.Workspace, id, Encoding.ASCII.GetBytes(verifier.Reveal())) is not { } sealedVerifier)
            return null;
        List<OAuthSignIn> over = [];
        await database.WriteAsync(actor, Permission.GrantAccess, async (db, ct) =>
        {
            over = await keeper.SweepAsync(db, ct);
            db.Add(new OAuthSignIn
            {
                Id = id, System = system, UsesSandbox = sandbox, ConnectionId = connection, UserId = actor.UserId, SessionId = actor.Session,
                StateHash = HashOf(state), Kept = sealedVerifier, Redirect = back.AbsoluteUri, ExpiresAt = time.GetUtcNow() + Longest,
            });
            db.Audit("connection.sign_in", nameof(Connection), connection?.ToString());
        }, cancellationToken);
        await keeper.RevokeAsync(over, cancellationToken);
        return new AuthorizeRequest(back, state, verifier).AddressAt(registration);
    }

    /// <summary>Ends what was begun: what the system sent back is worth something once, and only to who began.</summary>
    /// <param name="actor">Who came back.</param>
    /// <param name="answer">What stood in the address that the system sent the browser to.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<SignInResult> FinishAsync(Actor actor, SignInAnswer answer, CancellationToken cancellationToken)
    {
        if (await TakeAsync(actor, answer.State, cancellationToken) is not { } begun)
            return await FailAsync(actor, null, new Failure(FailureCodes.SignInOver), cancellationToken);
        if (answer.Error is { } error)
            return await FailAsync(actor, begun, error == "access_denied" ? new Failure(FailureCodes.SignInRefused) : new Failure(FailureCodes.SignInFailed, OutsideWord(error)), cancellationToken);
        var system = systems.Of(begun.System);
        if (answer.Code is not { Length: > 0 } code || system.SignInOf(begun.UsesSandbox) is not { } registration
            || vault.Unprotect(begun.WorkspaceId, begun.Id, begun.Kept) is not { } verifier)
            return await FailAsync(actor, begun, new Failure(FailureCodes.SignInFailed), cancellationToken);

        var request = new AuthorizeRequest(new Uri(begun.Redirect), answer.State!, PkceVerifier.Of(Encoding.ASCII.GetString(verifier)));
        var outcome = await tokens.ExchangeAsync(registration, code, request, cancellationToken);
        if (outcome is not GrantOutcome.Granted { Grant: var grant })
            return await FailAsync(actor, begun, Describe(outcome), cancellationToken);
        var (result, failure) = await ConnectAsync(actor, begun, system, grant, cancellationToken);
        if (result is not null)
            return result;
        // Nobody will use it.
        await tokens.RevokeAsync(registration, grant.Token, cancellationToken);
        return await FailAsync(actor, begun, failure!, cancellationToken);
    }

    /// <summary>What a person who came back chooses among.</summary>
    /// <returns>Null where it is over, or was another person's or another browser's.</returns>
    public async Task<SignInChoice?> FindChoiceAsync(Actor actor, Guid id, CancellationToken cancellationToken)
    {
        await database.DemandAsync(actor, Permission.ManageConnections, cancellationToken);
        return await keeper.FindAsync(actor, id, cancellationToken) is { Row: var row, Grant: var kept }
            ? new SignInChoice(row.System, row.UsesSandbox, kept.Offers, row.ExpiresAt)
            : null;
    }

    /// <summary>
    /// Connects one of the accounts that a sign-in opens, once: the tokens are one connection's from then on, and another account is another sign-in.
    /// </summary>
    /// <param name="actor">Who signed in.</param>
    /// <param name="id">The <see cref="SignInResult.Choose.Id"/>.</param>
    /// <param name="account">The account's id. One that cannot be connected leaves the choice open.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<SignInResult> ChooseAsync(Actor actor, Guid id, string account, CancellationToken cancellationToken)
    {
        await database.DemandAsync(actor, Permission.ManageConnections, cancellationToken);
        if (await keeper.FindAsync(actor, id, cancellationToken) is not { Row: var row, Grant: var kept })
            return await FailAsync(actor, null, new Failure(FailureCodes.SignInOver), cancellationToken);
        var chosen = kept.Offers.FirstOrDefault(offer => offer.Account.Id == account);
        if (chosen is not { Refusal: null })
            return await FailAsync(actor, row, chosen?.Refusal ?? new Failure(FailureCodes.ConnectionForbidden), cancellationToken);
        if (!await keeper.TakeAsync(actor, id, "connection.chosen", cancellationToken))
            return await FailAsync(actor, row, new Failure(FailureCodes.SignInOver), cancellationToken);
        var (connected, failure) = await connector.ConnectGrantedAsync(
            actor, systems.Of(row.System), kept.Grant, chosen.Account, row.UsesSandbox, null, cancellationToken);
        if (connected is not null)
            return connected;
        await keeper.RevokeAsync([row], cancellationToken);
        return await FailAsync(actor, row, failure!, cancellationToken);
    }

    /// <summary>Chooses none: what was granted is deleted, and the system is told.</summary>
    public async Task ChooseNoneAsync(Actor actor, Guid id, CancellationToken cancellationToken)
    {
        await database.DemandAsync(actor, Permission.ManageConnections, cancellationToken);
        if (await keeper.FindAsync(actor, id, cancellationToken) is { Row: var row } && await keeper.TakeAsync(actor, id, "connection.chose_none", cancellationToken))
            await keeper.RevokeAsync([row], cancellationToken);
    }

    private async Task<(SignInResult? Result, Failure? Failure)> ConnectAsync(
        Actor actor, OAuthSignIn begun, ExternalSystem system, OAuthGrant grant, CancellationToken cancellationToken)
    {
        var offers = await AccountOffers.AskAsync(system, grant.Token, isGranted: true, begun.UsesSandbox, cancellationToken);
        if (offers.Failure is { } failure)
            return (null, failure);
        // Whoever came to have a connection work again has chosen by that.
        var expected = begun.ConnectionId is { } again ? (await store.FindAsync(begun.WorkspaceId, again, cancellationToken))?.AccountId : null;
        if (expected is not null && offers.All.Any(offer => offer.Account.Id == expected) && offers.RefusalOf(expected) is { } refusal)
            return (null, refusal);
        if (((expected is null ? null : offers.Of(expected)) ?? offers.Only) is { } account)
            return await connector.ConnectGrantedAsync(actor, system, grant, account, begun.UsesSandbox, begun.ConnectionId, cancellationToken);
        if (begun.ConnectionId is not null)
            return (null, new Failure(FailureCodes.SignInOtherAccount));
        return await keeper.KeepAsync(actor, begun, new(grant, offers.All), cancellationToken) is { } kept
            ? (new SignInResult.Choose(kept, begun.System), null)
            : (null, new Failure(FailureCodes.EncryptionKeyMissing));
    }

    private static Failure Describe(GrantOutcome outcome) => outcome switch
    {
        GrantOutcome.ConnectAgain => new(FailureCodes.SignInOver),
        GrantOutcome.NotAccepted { ErrorCode: var error } => new(FailureCodes.SignInNotSetUp, error),
        GrantOutcome.TryLater { Why: var why } => ApiFailures.DescribeRead(why),
        _ => throw new InvalidOperationException($"{outcome} is no refusal."),
    };

    // Whoever takes it has it alone: another tab, a second click and a replay find nothing.
    private async Task<OAuthSignIn?> TakeAsync(Actor actor, string? state, CancellationToken cancellationToken)
    {
        if (state is not { Length: > 0 and <= LongestState })
            return null;
        var hash = HashOf(state);
        return await database.WriteAsync(actor, Permission.ManageConnections, async (db, ct) =>
        {
            var now = time.GetUtcNow();
            var found = await db.Set<OAuthSignIn>().FirstOrDefaultAsync(
                begun => begun.StateHash == hash && begun.UserId == actor.UserId && begun.SessionId == actor.Session && begun.ExpiresAt > now, ct);
            if (found is null || await db.Set<OAuthSignIn>().Where(begun => begun.Id == found.Id).ExecuteDeleteAsync(ct) == 0)
                return null;
            db.Audit("connection.returned", nameof(Connection), found.ConnectionId?.ToString());
            return found;
        }, cancellationToken);
    }

    private async Task<SignInResult> FailAsync(Actor actor, OAuthSignIn? begun, Failure failure, CancellationToken cancellationToken)
    {
        await database.NoteAsync(actor, new("connection.refused", nameof(Connection), Refusal: failure.Code), cancellationToken);
        return new SignInResult.Failed(failure, begun?.System, begun?.ConnectionId);
    }

    private static string HashOf(string state) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(state)));

    private static string? OutsideWord(string error) => error.Length <= 60 && error.All(c => char.IsAsciiLetterLower(c) || c == '_') ? error : null;
}

/// <summary>What a system sends a browser back with.</summary>
/// <param name="State">What tells which way it was; ours.</param>
/// <param name="Code">What the tokens are got with.</param>
/// <param name="Error">Why there is no code, such as <c>access_denied</c>.</param>
public sealed record SignInAnswer(string? State, string? Code, string? Error);
