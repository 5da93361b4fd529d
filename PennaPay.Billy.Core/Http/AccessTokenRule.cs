namespace PennaPay.Billy.Core.Http;

/// <summary>What the access tokens of a system look like: printable ASCII without spaces, of these lengths.</summary>
/// <param name="MinLength">Shorter texts are no tokens; at least 8, so that the last four characters give nothing away.</param>
/// <param name="MaxLength">The longest text taken for a token.</param>
public sealed record AccessTokenRule(int MinLength, int MaxLength)
{
    /// <summary>What no system's tokens exceed: for one that was checked by its system's rule before it was stored.</summary>
    public static AccessTokenRule Any { get; } = new(8, 8192);

    /// <summary>Reads a pasted text, without the white space around it.</summary>
    /// <returns>The problem and no token, or no problem and the token.</returns>
    public AccessTokenProblem? Check(string? pasted, out AccessToken? token)
    {
        var text = (pasted ?? "").Trim();
        AccessTokenProblem? problem = text switch
        {
            "" => AccessTokenProblem.Empty,
            _ when text.Any(char.IsWhiteSpace) => AccessTokenProblem.InnerWhitespace,
            _ when text.Any(c => c is <= ' ' or > '~') => AccessTokenProblem.NotAscii,
            _ when text.Length < MinLength => AccessTokenProblem.TooShort,
            _ when text.Length > MaxLength => AccessTokenProblem.TooLong,
            _ => null,
        };
        token = problem is null ? new AccessToken(text) : null;
        return problem;
    }
}
