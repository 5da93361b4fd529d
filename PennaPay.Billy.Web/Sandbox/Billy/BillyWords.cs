using System.Text.RegularExpressions;

namespace PennaPay.Billy.Web.Sandbox.Billy;

/// <summary>Messages in Danish for who asks for it by <c>Accept-Language</c>; what is not here stays English (docs/billy-api.md 1.1).</summary>
internal static partial class BillyWords
{
    private static readonly (Regex English, string Danish)[] Danish =
    [
        (Blank(), "Feltet skal udfyldes."),
        (NotFound(), "Der blev ikke fundet nogen `$1` med id `$2`."),
        (NoToken(), "Du skal bruge Basic auth eller en adgangsnøgle for at kalde API'et."),
        (BadToken(), "Adgangsnøglen er ugyldig."),
        (Invalid(), "Ugyldig post"),
        (NoLines(), "En faktura skal have mindst én linje."),
        (OneOf(), "Feltet skal være en af: $1."),
        (NoDate(), "Feltet skal være en dato i formatet ÅÅÅÅ-MM-DD."),
        (NoNumber(), "Feltet skal være et tal."),
        (Negative(), "Feltet må ikke være negativt."),
        (Unbalanced(), "Posteringerne skal stemme."),
    ];

    public static string Say(string english, string language)
    {
        if (!IsDanish(language))
            return english;
        foreach (var (pattern, danish) in Danish)
        {
            if (pattern.IsMatch(english))
                return pattern.Replace(english, danish);
        }
        return english;
    }

    /// <summary>Both <c>da_DK</c>, as Billy writes it, and what browsers send.</summary>
    private static bool IsDanish(string language) => language.StartsWith("da", StringComparison.OrdinalIgnoreCase) && (language.Length == 2 || !char.IsAsciiLetter(language[2]));

    [GeneratedRegex(@"^This field must not be blank\.$")]
    private static partial Regex Blank();

    [GeneratedRegex("^No `(.{1,50})` record with id `(.{0,200})` was found\\.$")]
    private static partial Regex NotFound();

    [GeneratedRegex("^You must use Basic auth or an OAuth access token.*$")]
    private static partial Regex NoToken();

    [GeneratedRegex("^Invalid OAuth 2 access token.*$")]
    private static partial Regex BadToken();

    [GeneratedRegex("^Invalid record$")]
    private static partial Regex Invalid();

    [GeneratedRegex("^Invoices must have at least one invoice line.*$")]
    private static partial Regex NoLines();

    [GeneratedRegex(@"^This field must be one of: (.+)\.$")]
    private static partial Regex OneOf();

    [GeneratedRegex("^This field must be a date in the format.*$")]
    private static partial Regex NoDate();

    [GeneratedRegex(@"^This field must be a number\.$")]
    private static partial Regex NoNumber();

    [GeneratedRegex(@"^This field must not be negative\.$")]
    private static partial Regex Negative();

    [GeneratedRegex(@"^Daybook transactions must balance\.$")]
    private static partial Regex Unbalanced();
}
