using System.Text;

namespace PennaPay.Billy.Core.Http.Answers;

/// <summary>
/// Takes the token out of an answer before anybody reads it: systems repeat what they were sent, and what is read is kept. It finds
/// the token as it is and with JSON's escapes, in capitals or not; whoever hides it on purpose knows it already.
/// </summary>
internal static class TokenScrubber
{
    private const byte Blot = (byte)'*';

    /// <summary>Blots out every place where the token stands. Nothing moves, and no memory is taken.</summary>
    public static void Scrub(Span<byte> answer, AccessToken token)
    {
        var text = token.Reveal();
        Span<byte> secret = text.Length <= 512 ? stackalloc byte[text.Length] : new byte[text.Length];
        Encoding.ASCII.GetBytes(text, secret);
        // First, since the last digit of an escape can be taken for the first letter of a token.
        ScrubEscaped(answer, secret);
        ScrubPlain(answer, secret);
        secret.Clear();
    }

    private static void ScrubPlain(Span<byte> answer, ReadOnlySpan<byte> secret)
    {
        var (small, capital) = ((byte)char.ToLowerInvariant((char)secret[0]), (byte)char.ToUpperInvariant((char)secret[0]));
        for (var at = 0; at + secret.Length <= answer.Length; at++)
        {
            var next = answer[at..].IndexOfAny(small, capital);
            if (next < 0 || at + next + secret.Length > answer.Length)
                return;
            at += next;
            if (Ascii.EqualsIgnoreCase(answer.Slice(at, secret.Length), secret))
                answer.Slice(at, secret.Length).Fill(Blot);
        }
    }

    /// <summary>Looks at every escape, whether it is the first one of a token: what stands before it must then be its beginning.</summary>
    private static void ScrubEscaped(Span<byte> answer, ReadOnlySpan<byte> secret)
    {
        for (var at = 0; answer[at..].IndexOf((byte)'\\') is var next and >= 0;)
        {
            at += next;
            var (letter, length) = Unit(answer[at..]);
            for (var before = 0; before < secret.Length && before <= at; before++)
            {
                if (!Same(letter, secret[before]) || !Ascii.EqualsIgnoreCase(answer.Slice(at - before, before), secret[..before]))
                    continue;
                if (LengthOf(answer[at..], secret[before..]) is not { } rest)
                    continue;
                answer.Slice(at - before, before + rest).Fill(Blot);
                length = rest;
                break;
            }

            at += length;
        }
    }

    /// <summary>How many bytes stand for the secret at the beginning of a text; null when it is another one.</summary>
    private static int? LengthOf(ReadOnlySpan<byte> text, ReadOnlySpan<byte> secret)
    {
        var at = 0;
        foreach (var wanted in secret)
        {
            if (at >= text.Length)
                return null;
            var (letter, length) = Unit(text[at..]);
            if (!Same(letter, wanted))
                return null;
            at += length;
        }

        return at;
    }

    /// <summary>The character that a text begins with, and how many bytes it takes there.</summary>
    private static (int Letter, int Length) Unit(ReadOnlySpan<byte> text) => text switch
    {
        [not (byte)'\\', ..] => (text[0], 1),
        [_, (byte)'u', ..] when text.Length >= 6 && Hex(text[2..6]) is { } letter => (letter, 6),
        [_, var plain and ((byte)'"' or (byte)'\\' or (byte)'/'), ..] => (plain, 2),
        _ => (-1, Math.Min(text.Length, 2)),
    };

    private static int? Hex(ReadOnlySpan<byte> digits)
    {
        var number = 0;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiHexDigit((char)digit))
                return null;
            number = number * 16 + (char.IsAsciiDigit((char)digit) ? digit - '0' : (digit | 0x20) - 'a' + 10);
        }

        return number;
    }

    private static bool Same(int letter, byte wanted) =>
        letter == wanted || letter is >= 0 and < 128 && char.ToLowerInvariant((char)letter) == char.ToLowerInvariant((char)wanted);
}
