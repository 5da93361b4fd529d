using System.Text;

namespace PennaPay.Billy.Core.Values;

/// <summary>A text whose ordinal order is the order in which people count invoice numbers: F-9 before F-10.</summary>
internal static class NumberKey
{
    private const int Width = 18;

    public static string Of(string number)
    {
        var key = new StringBuilder(number.Length + Width);
        var text = number.AsSpan();
        while (!text.IsEmpty)
        {
            var digits = text.IndexOfAnyExceptInRange('0', '9') is var end and >= 0 ? end : text.Length;
            if (digits > 0)
            {
                var significant = text[..digits].TrimStart('0');
                key.Append('0', Math.Max(0, Width - significant.Length)).Append(significant);
                text = text[digits..];
            }
            else
            {
                key.Append(char.ToLowerInvariant(text[0]));
                text = text[1..];
            }
        }
        return key.ToString();
    }
}
