using System.Globalization;
using System.Text;
using PennaPay.Billy.Tests.Support;

namespace PennaPay.Billy.Tests.Security.Checks;

/// <summary>The page of checks says what the tests are, and no more.</summary>
public sealed class SecurityChecksTests
{
    private static readonly string File = Path.Combine(SourceTree.Root, "docs", "security-checks.md");

    [Fact]
    public void EveryTestOfACheck_IsThere()
    {
        var tests = typeof(SecurityChecksTests).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(), (type, method) => (Name: $"{type.Name}.{method.Name}", IsTest: method.IsDefined(typeof(FactAttribute), inherit: true)))
            .Where(test => test.IsTest).Select(test => test.Name).ToHashSet();
        Assert.Subset(tests, SecurityChecks.All.SelectMany(check => check.Tests).ToHashSet());
        Assert.All(SecurityChecks.All, check => Assert.True(check.Tests.Count > 0 || check.Open is not null, check.Statement));
        Assert.Equal(SecurityChecks.All.Select(check => check.Number).Order().Distinct(), SecurityChecks.All.Select(check => check.Number));
    }

    /// <summary>WRITE_CHECKS=1 writes it anew.</summary>
    [Fact]
    public void Page_IsThatOfTheTests()
    {
        if (Environment.GetEnvironmentVariable("WRITE_CHECKS") == "1")
            System.IO.File.WriteAllText(File, Page());
        Assert.Equal(Page(), System.IO.File.ReadAllText(File).ReplaceLineEndings("\n"));
    }

    private static string Page()
    {
        var page = new StringBuilder("""
            # Security checks

            Made by the tests (`WRITE_CHECKS=1 dotnet test --filter SecurityChecksTests`). `.ci/run` runs all that are named here; a plain `dotnet test` leaves
            out slow ones, and those that need a browser or nginx where there is none. Numbers that are missing are of what the product does not have. What is defended against whom is in [threat-model.md](threat-model.md).

            | # | what holds | state | shown by |
            |---|---|---|---|

            """.ReplaceLineEndings("\n"));
        foreach (var check in SecurityChecks.All)
            page.Append(CultureInfo.InvariantCulture, $"| {check.Number} | {check.Statement} | {check.State} | {string.Join(", ", check.Tests.Select(test => $"`{test}`"))} |\n");
        return page.ToString();
    }
}
