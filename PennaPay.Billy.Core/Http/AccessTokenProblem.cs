namespace PennaPay.Billy.Core.Http;

/// <summary>Why a pasted text cannot be an access token.</summary>
public enum AccessTokenProblem
{
    /// <summary>Nothing but white space.</summary>
    Empty,

    /// <summary>Fewer than <see cref="AccessTokenRule.MinLength"/> characters: probably only a part was copied.</summary>
    TooShort,

    /// <summary>More than <see cref="AccessTokenRule.MaxLength"/> characters.</summary>
    TooLong,

    /// <summary>A space or line break in the middle.</summary>
    InnerWhitespace,

    /// <summary>A character that cannot stand in an HTTP header: a letter like æ, or a control character.</summary>
    NotAscii,
}
