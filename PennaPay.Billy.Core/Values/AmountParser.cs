using System.Buffers;
using System.Globalization;
using System.Text;

namespace PennaPay.Billy.Core.Values;

/// <summary>
/// Reads amounts as Danes and as English speakers write them: <c>1.234,50</c>, <c>1,234.50</c>, <c>1 234,5</c>,
/// <c>1234.50</c>, <c>-12,5 kr.</c> Never guesses: one separator before exactly three digits is
/// <see cref="AmountProblem.Ambiguous"/>, unless what stands before cannot be a group (<c>0,125</c>, <c>1234,567</c>).
/// </summary>
public static class AmountParser
{
    private const int MaxWhole = 12;
    private const int MaxFraction = 10;

    private static readonly SearchValues<char> Letters = SearchValues.Create("0123456789., ");
    private static readonly string[] Currency = ["kr.", "kr", "DKK"];

    /// <summary>Reads an amount; <see cref="AmountProblem.None"/> when it is one.</summary>
    public static AmountProblem Parse(string? text, out decimal amount)
    {
        amount = 0;
        var number = Unwrap(text, out var negative);
        if (number.Length == 0)
            return string.IsNullOrWhiteSpace(text) ? AmountProblem.Empty : AmountProblem.NotANumber;
        if (number.AsSpan().ContainsAnyExcept(Letters) || !number.AsSpan().ContainsAnyInRange('0', '9'))
            return AmountProblem.NotANumber;

        var problem = Split(number, out var whole, out var fraction);
        if (problem != AmountProblem.None)
            return problem;
        if (whole.TrimStart('0').Length > MaxWhole || fraction.Length > MaxFraction)
            return AmountProblem.TooLong;
        amount = decimal.Parse($"{whole}.{fraction}0", NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        // Without trailing zeros: 12,50 and 12,5 are the same amount, also in the way that they are stored.
        amount = decimal.Parse(amount.ToString("0.##########", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        amount = negative ? -amount : amount;
        return AmountProblem.None;
    }

    private static string Unwrap(string? text, out bool negative)
    {
        var number = new StringBuilder();
        foreach (var letter in text ?? "")
            number.Append(letter switch { '\u2212' => '-', '\'' or '’' => ' ', _ when char.IsWhiteSpace(letter) => ' ', _ => letter });
        var trimmed = number.ToString().Trim();
        foreach (var word in Currency)
        {
            if (trimmed.EndsWith(word, StringComparison.OrdinalIgnoreCase))
            {
                trimmed = trimmed[..^word.Length].TrimEnd();
                break;
            }
        }
        negative = trimmed.StartsWith('-');
        return trimmed is ['-' or '+', .. var rest] ? rest.Trim() : trimmed;
    }

    private static AmountProblem Split(string number, out string whole, out string fraction)
    {
        (whole, fraction) = (number, "");
        var last = number.LastIndexOfAny(['.', ',']);
        if (last >= 0)
        {
            var separators = number.Count(letter => letter == number[last]);
            var hasOther = number.Contains(number[last] == '.' ? ',' : '.') || number.Contains(' ');
            var tail = number[(last + 1)..];
            if (separators == 1 && tail.Length == 3 && !hasOther && CanBeGroup(number[..last]))
                return AmountProblem.Ambiguous;
            if (separators == 1)
                (whole, fraction) = (number[..last], tail);
        }
        if (!fraction.All(char.IsAsciiDigit) || last == number.Length - 1)
            return AmountProblem.NotANumber;
        return Ungroup(ref whole) ? AmountProblem.None : AmountProblem.NotANumber;
    }

    private static bool CanBeGroup(string digits) => digits is { Length: >= 1 and <= 3 } && digits[0] != '0';

    /// <summary>Takes out one kind of thousands separator, provided that it stands where thousands are.</summary>
    private static bool Ungroup(ref string whole)
    {
        var at = whole.AsSpan().IndexOfAny(". ,");
        if (at < 0)
            return whole.All(char.IsAsciiDigit);
        var groups = whole.Split(whole[at]);
        whole = string.Concat(groups);
        return whole.All(char.IsAsciiDigit)
            && groups[0].Length is >= 1 and <= 3
            && groups.Skip(1).All(group => group.Length == 3);
    }
}
