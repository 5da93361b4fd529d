using System.Text.RegularExpressions;

namespace PennaPay.Billy.Core.Systems.Pennylane.Loading;

/// <summary>Customers as people write them down: numbers, or pasted addresses of their pages, separated by commas, semicolons, spaces or lines. Pure.</summary>
/// <param name="Ids">The numbers, each once, in their order.</param>
/// <param name="Wrong">What is neither, as it was written.</param>
public sealed partial record ExcludedText(IReadOnlyList<long> Ids, IReadOnlyList<string> Wrong)
{
    private const int LongestShown = 60;

    public static ExcludedText Read(string? text)
    {
        List<long> ids = [];
        List<string> wrong = [];
        foreach (var part in (text ?? "").Split([',', ';', ' ', '\t', '\r', '\n', '\u00A0'], StringSplitOptions.RemoveEmptyEntries))
        {
            var number = part.StartsWith("http", StringComparison.OrdinalIgnoreCase) ? AddressOf(part) : part;
            if (number?.All(char.IsAsciiDigit) == true && long.TryParse(number, out var id) && id > 0)
                ids.Add(id);
            else
                wrong.Add(part.Length > LongestShown ? part[..LongestShown] + "…" : part);
        }

        return new([.. ids.Distinct()], wrong);
    }

    // The number stands behind "id" in the address of a customer's page, or is the last part of the path.
    private static string? AddressOf(string address) =>
        InQuery.Match(address) is { Success: true } query ? query.Groups["id"].Value
        : InPath.Match(address) is { Success: true } path ? path.Groups["id"].Value
        : null;

    [GeneratedRegex(@"[?&](customer_)?id=(?<id>[0-9]{1,19})(&|#|\z)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex InQuery { get; }

    [GeneratedRegex(@"/customers/(?<id>[0-9]{1,19})(/|\?|#|\z)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex InPath { get; }
}
