using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Sync.Matching;

/// <summary>Names as people compare them: "Smith, Inc." and "smith inc" are alike.</summary>
internal static class NameKey
{
    private static readonly FrozenSet<string> Forms = FrozenSet.Create(
        StringComparer.Ordinal, "aps", "as", "is", "ivs", "ks", "ps", "amba", "fmba", "ltd", "limited", "inc", "llc", "gmbh", "ag", "ab", "oy", "bv", "nv", "sarl", "sas", "sa");

    /// <summary>Letters and digits alone, without accents, case and the form of the company; null where nothing is left.</summary>
    public static string? Of(string? name)
    {
        // What is no Unicode cannot be taken apart.
        if (InputText.Line(name) is not { } line)
            return null;
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var letter in line.Normalize(NormalizationForm.FormD).ToLowerInvariant())
        {
            if (char.IsLetterOrDigit(letter))
                word.Append(letter);
            else if (char.IsWhiteSpace(letter) || letter is ',' or '-')
                End();
            else if (CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark && letter is not ('.' or '/' or '\'' or '’'))
                End();
        }

        End();
        while (words.Count > 1 && Forms.Contains(words[^1]))
            words.RemoveAt(words.Count - 1);
        return words.Count == 0 ? null : string.Concat(words);

        void End()
        {
            if (word.Length > 0)
                words.Add(word.ToString());
            word.Clear();
        }
    }
}
