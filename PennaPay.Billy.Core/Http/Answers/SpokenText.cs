using System.Globalization;
using System.Text;

namespace PennaPay.Billy.Core.Http.Answers;

/// <summary>Makes what the other side says fit to be kept and shown: one line, no control or formatting characters, no
/// token, not too long.</summary>
internal static class SpokenText
{
    public const int MessageLength = 500;
    public const int NameLength = 100;

    /// <returns>Null when nothing is left.</returns>
    public static string? Clean(string? text, AccessToken token, int maxLength = MessageLength)
    {
        if (string.IsNullOrEmpty(text))
            return null;

        var clean = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is '\n' or '\r' or '\t' or ' ' or 0x2028 or 0x2029)
            {
                if (clean.Length > 0 && clean[^1] != ' ')
                    clean.Append(' ');
            }
            else if (Rune.GetUnicodeCategory(rune) is not (
                UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.OtherNotAssigned
                or UnicodeCategory.PrivateUse) && rune != Rune.ReplacementChar)
            {
                clean.Append(rune.ToString());
            }
        }

        // Scrubbed before it is cut, so that no half of a token is left at the end.
        var result = clean.ToString().Replace(token.Reveal(), token.ToString(), StringComparison.OrdinalIgnoreCase).Trim();
        if (result.Length > maxLength)
        {
            var end = char.IsHighSurrogate(result[maxLength - 2]) ? maxLength - 2 : maxLength - 1;
            result = result[..end].TrimEnd() + "…";
        }

        return result is "" ? null : result;
    }
}
