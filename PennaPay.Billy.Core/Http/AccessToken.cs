using System.Text.Json;
using System.Text.Json.Serialization;

namespace PennaPay.Billy.Core.Http;

/// <summary>Why a pasted text cannot be a Billy access token.</summary>
public enum AccessTokenProblem
{
    /// <summary>Nothing but white space.</summary>
    Empty,

    /// <summary>Fewer than <see cref="AccessToken.MinLength"/> characters: probably only a part was copied.</summary>
    TooShort,

    /// <summary>More than <see cref="AccessToken.MaxLength"/> characters.</summary>
    TooLong,

    /// <summary>A space or line break in the middle.</summary>
    InnerWhitespace,

    /// <summary>A character that cannot stand in an HTTP header: a letter like æ, or a control character.</summary>
    NotAscii,
}

/// <summary>
/// A Billy access token: permanent, tied to one company, and all that is needed to act as it (billy-api.md 1.2).
/// It never shows itself; <see cref="Reveal"/> is the only way to the value.
/// </summary>
[JsonConverter(typeof(RefusingConverter))]
public sealed class AccessToken
{
    /// <summary>Billy's tokens have 40 characters; shorter texts than this are no tokens.</summary>
    public const int MinLength = 20;

    /// <summary>The longest text taken for a token.</summary>
    public const int MaxLength = 200;

    private readonly string value;

    private AccessToken(string value) => this.value = value;

    /// <summary>The last four characters, which are safe to show.</summary>
    public string LastFour => value[^4..];

    /// <summary>Reads a pasted text, without the white space around it.</summary>
    /// <returns>The problem and no token, or no problem and the token.</returns>
    public static AccessTokenProblem? Check(string? pasted, out AccessToken? token)
    {
        var text = (pasted ?? "").Trim();
        AccessTokenProblem? problem = text switch
        {
            "" => AccessTokenProblem.Empty,
            _ when text.Any(char.IsWhiteSpace) => AccessTokenProblem.InnerWhitespace,
            _ when text.Any(c => c is <= ' ' or > '~') => AccessTokenProblem.NotAscii,
            { Length: < MinLength } => AccessTokenProblem.TooShort,
            { Length: > MaxLength } => AccessTokenProblem.TooLong,
            _ => null,
        };
        token = problem is null ? new AccessToken(text) : null;
        return problem;
    }

    /// <summary>The token itself. Only for the request's header and for encryption.</summary>
    public string Reveal() => value;

    /// <summary>The last four characters behind dots.</summary>
    public override string ToString() => "••••" + LastFour;

    private sealed class RefusingConverter : JsonConverter<AccessToken>
    {
        private const string Refusal = "An access token is never written to or read from JSON.";

        public override AccessToken Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            throw new NotSupportedException(Refusal);

        public override void Write(Utf8JsonWriter writer, AccessToken value, JsonSerializerOptions options) =>
            throw new NotSupportedException(Refusal);
    }
}
