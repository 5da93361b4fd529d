using System.Text.Json;
using PennaPay.Billy.Core.Http;

namespace PennaPay.Billy.Core.Connections.OAuth;

/// <summary>
/// Asks an authorization server for tokens and gives them back. Each call is one request, which is never repeated; nothing of what is
/// sent or answered is logged or stands in an exception.
/// </summary>
public sealed class OAuthTokens
{
    private const int LongestCode = 2048;

    private static readonly TimeSpan LongestLife = TimeSpan.FromDays(3650);

    private readonly ApiSender sender;
    private readonly TimeProvider time;

    internal OAuthTokens(ApiSender sender, TimeProvider time) => (this.sender, this.time) = (sender, time);

    /// <summary>Exchanges the code that a person came back with (RFC 6749, 4.1.3).</summary>
    /// <param name="registration">Who asks, and where.</param>
    /// <param name="code">As it stands in the address that the person came back to.</param>
    /// <param name="request">What the person was sent away with.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<GrantOutcome> ExchangeAsync(
        OAuthRegistration registration, string code, AuthorizeRequest request, CancellationToken cancellationToken) =>
        code.Length is 0 or > LongestCode ? new GrantOutcome.ConnectAgain() : await AskAsync(
            registration,
            [
                ("code", code),
                ("redirect_uri", request.Redirect.AbsoluteUri),
                ("code_verifier", registration.TakesProof ? request.Verifier?.Reveal() : null),
                ("grant_type", "authorization_code"),
            ],
            null,
            cancellationToken);

    /// <summary>
    /// Has new tokens for a refresh token (RFC 6749, 6). Whoever calls it sees to it that nobody else does meanwhile with the
    /// same one.
    /// </summary>
    public Task<GrantOutcome> RefreshAsync(OAuthRegistration registration, AccessToken refreshToken, CancellationToken cancellationToken) =>
        AskAsync(registration, [("refresh_token", refreshToken.Reveal()), ("grant_type", "refresh_token")], refreshToken, cancellationToken);

    /// <summary>Takes a token back, with all that it was granted with (RFC 7009).</summary>
    /// <returns>Null when it is done, or there is no place to do so; else why not. The token may still live then.</returns>
    public async Task<ApiException?> RevokeAsync(OAuthRegistration registration, AccessToken token, CancellationToken cancellationToken)
    {
        if (registration.RevokeAddress is not { } address)
            return null;
        try
        {
            await SendAsync(registration, address, [("token", token.Reveal())], answer => answer, new OAuthAnswer(), cancellationToken);
            return null;
        }
        catch (ApiException exception) when (exception.StatusCode is >= 200 and < 300)
        {
            // Nobody says what stands in the answer.
            return null;
        }
        catch (ApiException exception)
        {
            return exception;
        }
    }

    private async Task<GrantOutcome> AskAsync(
        OAuthRegistration registration, (string, string?)[] fields, AccessToken? known, CancellationToken cancellationToken)
    {
        var asked = time.GetUtcNow();
        try
        {
            return new GrantOutcome.Granted(await SendAsync(
                registration, registration.TokenAddress, fields, answer => Read(answer, known, asked), null, cancellationToken));
        }
        catch (ApiException refused) when (refused.StatusCode is >= 400 and < 500 && refused.ErrorCode == OAuthProfile.TokenUsed)
        {
            return new GrantOutcome.ConnectAgain();
        }
        catch (ApiException refused) when (refused.StatusCode is >= 400 and < 500 and not (408 or 429) && refused.Failure != ApiFailure.Unreadable)
        {
            return new GrantOutcome.NotAccepted(refused.ErrorCode);
        }
        catch (ApiException failed)
        {
            return new GrantOutcome.TryLater(failed);
        }
    }

    private async Task<TResult> SendAsync<TResult>(
        OAuthRegistration registration,
        Uri address,
        (string Key, string? Value)[] fields,
        Func<OAuthAnswer, TResult?> pick,
        TResult? whenEmpty,
        CancellationToken cancellationToken)
        where TResult : class
    {
        KeyValuePair<string, string>[] body =
        [
            new("client_id", registration.ClientId),
            new("client_secret", registration.ClientSecret.Reveal()),
            .. fields.Where(field => field.Value is not null).Select(field => KeyValuePair.Create(field.Key, field.Value!)),
        ];
        using var form = new FormUrlEncodedContent(body);
        var write = new ApiWrite<OAuthAnswer, TResult>(
            HttpMethod.Post,
            address.Segments[^1],
            registration.TakesJson
                ? JsonSerializer.SerializeToUtf8Bytes(new(body), OAuthAnswers.Default.DictionaryStringString)
                : await form.ReadAsByteArrayAsync(cancellationToken),
            OAuthAnswers.Default.OAuthAnswer,
            pick)
        {
            BodyType = registration.TakesJson ? "application/json" : "application/x-www-form-urlencoded",
            WhenEmpty = whenEmpty,
        };
        var access = new ApiAccess(new OAuthProfile(registration), new Uri(address, "."), registration.ClientSecret)
        {
            Priority = RequestPriority.Urgent,
        };
        return await sender.SendAsync(access, write, cancellationToken);
    }

    /// <returns>Null when it grants nothing that could be used.</returns>
    private static OAuthGrant? Read(OAuthAnswer answer, AccessToken? known, DateTimeOffset asked)
    {
        if (!"bearer".Equals(answer.TokenType, StringComparison.OrdinalIgnoreCase))
            return null;
        if (AccessTokenRule.Any.Check(answer.AccessToken, out var token) is not null)
            return null;
        // A system that does not renew it leaves it out.
        var refreshToken = known;
        if (answer.RefreshToken is { Length: > 0 } text && AccessTokenRule.Any.Check(text, out refreshToken) is not null)
            return null;
        DateTimeOffset? ends = answer.ExpiresIn is { } seconds && double.IsFinite(seconds)
            ? asked + TimeSpan.FromSeconds(Math.Clamp(seconds, 0, LongestLife.TotalSeconds))
            : null;
        return new(token!, refreshToken, ends, answer.Scope?.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }
}
