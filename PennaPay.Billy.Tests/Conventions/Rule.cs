namespace PennaPay.Billy.Tests.Conventions;

internal static class Rule
{
    /// <summary>Fails with every violation, one a line; a collection's own assertion shows only the first few.</summary>
    public static void Holds(IEnumerable<string> violations)
    {
        string[] all = [.. violations];
        Assert.True(all.Length == 0, $"{all.Length} violations:{Environment.NewLine}{string.Join(Environment.NewLine, all)}");
    }
}
