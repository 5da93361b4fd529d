namespace PennaPay.Billy.Tests.Security.Checks;

/// <summary>Something that an attacker must not get, and the tests that show it.</summary>
/// <param name="Number">As security reviews of the product number it.</param>
/// <param name="Statement">What holds.</param>
/// <param name="Tests">Class and method of each; none where nothing shows it.</param>
/// <param name="Open">What does not hold yet; null where all of it does.</param>
internal sealed record SecurityCheck(int Number, string Statement, IReadOnlyList<string> Tests, string? Open = null)
{
    public string State => Open is null ? "holds" : Tests.Count == 0 ? $"open: {Open}" : $"in part; open: {Open}";
}
