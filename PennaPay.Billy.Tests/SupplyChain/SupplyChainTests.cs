using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Tests.Upgrade;
using PennaPay.Billy.Web.Sandbox;

namespace PennaPay.Billy.Tests.SupplyChain;

/// <summary>What comes in by packages is what was looked at, and no secret goes out with the source or the build.</summary>
public sealed partial class SupplyChainTests
{
    // Older ones may be made to write past their memory (CVE-2025-6965). Advisories come by a feed, and not every feed has them.
    private static readonly Version SafeSqlite = new(3, 50, 2);

    [Fact]
    public async Task NativeSqlite_HasNoKnownHole()
    {
        await using var connection = new SqliteConnection("Data Source=:memory:");
        await connection.OpenAsync();
        Assert.True(Version.Parse(connection.ServerVersion) >= SafeSqlite, connection.ServerVersion);
    }

    [Fact]
    public void Packages_AreLocked_AndOneVersionEach()
    {
        var product = LockedPackages.Of(LockedPackages.Product);
        var all = LockedPackages.Of([.. LockedPackages.Product, "PennaPay.Billy.Tests"]);
        Assert.All(all, package => Assert.Equal(128, package.Sha512.Length));
        Assert.Equal(product, product.Select(package => all.Single(other => other.Name == package.Name)), (one, other) => (one.Version, one.Sha512) == (other.Version, other.Sha512));
        Assert.DoesNotContain(all, package => package.Name.StartsWith("SQLitePCLRaw", StringComparison.Ordinal) && !package.Version.StartsWith("3.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Sbom_NamesEveryPackageOfTheProduct_WithItsHash()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "new", "sbom.json");
        Assert.Equal(0, await Sbom.WriteAsync(file));

        using var sbom = JsonDocument.Parse(await File.ReadAllBytesAsync(file));
        var components = sbom.RootElement.GetProperty("components").EnumerateArray().ToList();
        Assert.Equal(
            LockedPackages.Of(LockedPackages.Product).Select(package => $"pkg:nuget/{package.Name}@{package.Version} {package.Sha512}"),
            components.Select(one => $"{one.GetProperty("purl").GetString()} {one.GetProperty("hashes")[0].GetProperty("content").GetString()}"));
        var known = components.Select(one => one.GetProperty("bom-ref").GetString()).Append("pennapay-billy").ToHashSet();
        Assert.All(
            sbom.RootElement.GetProperty("dependencies").EnumerateArray(),
            one => Assert.Subset(known, one.GetProperty("dependsOn").EnumerateArray().Select(need => need.GetString()).Append(one.GetProperty("ref").GetString()).ToHashSet()));
        // What the build says that it delivers.
        using var delivered = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "PennaPay.Billy.Web.deps.json")));
        var names = components.Select(one => one.GetProperty("name").GetString()).ToHashSet(StringComparer.OrdinalIgnoreCase);
        Assert.All(delivered.RootElement.GetProperty("libraries").EnumerateObject(), library => Assert.True(
            library.Name.StartsWith("PennaPay.", StringComparison.Ordinal)
            || (library.Value.GetProperty("type").GetString() == "package" && names.Contains(library.Name.Split('/')[0])), library.Name));
    }

    [Fact]
    public void Source_HasNoSecretInIt() => Assert.Empty(SourceTree.AllFiles().SelectMany(file => Secrets(SourceTree.Relative(file), File.ReadAllText(file))));

    [Theory]
    [InlineData("PennaPay.Billy.Core.dll")]
    [InlineData("PennaPay.Billy.Web.dll")]
    [InlineData("appsettings.json")]
    [InlineData("appsettings.Development.json")]
    // What assemblies say stands there in two bytes a letter.
    public void BuiltProduct_HasNoSecretInIt(string file) => Assert.Empty(Secrets(
        file, File.ReadAllText(Path.Combine(AppContext.BaseDirectory, file), Encoding.Latin1).Replace("\0", "", StringComparison.Ordinal)));

    [Theory]
    [InlineData("-----BEGIN RSA PRIVATE" + " KEY-----")]
    [InlineData("ghp_" + "9tKq2LxVb7ZrNw4YmC1sHdF6uJgP0eQaTi3B")]
    [InlineData("AKIA" + "ABCDEFGHIJKLMNOP")]
    [InlineData("token = \"3f9d" + "0c7be1a2845596aa0b1c2d3e4f5061728394\"")]
    [InlineData("<value>AAAA" + "BBBBCCCCDDDD0000111122223333444455556666777788889999aaaabbbbccccddddeeeeffff0011==</value>")]
    [InlineData("https://name:pass" + "word@packages.inside.dk/feed")]
    public void Secret_IsFound(string text) => Assert.NotEmpty(Secrets("file", text));

    private static IEnumerable<string> Secrets(string file, string text) => Secret().Matches(text)
        .Where(match => !Public(match.Value))
        .Select(match => $"{file}: {match.Value[..Math.Min(match.Length, 30)]}…");

    /// <summary>What looks like a secret, and everybody may know: what the sandbox and tests make up.</summary>
    private static bool Public(string value) =>
        value == new SandboxOptions().Token || value == OldInstallation.CompanyA.Token || value.EndsWith(".test", StringComparison.Ordinal) || IsMadeUp(value);

    // Somebody's fingers on the keys: a few letters, or those in the order of the alphabet.
    private static bool IsMadeUp(string value) => value.Contains("0123456789abcdef", StringComparison.Ordinal) || value.Distinct().Count() < 8;

    [GeneratedRegex("""
        -----BEGIN\ [A-Z\ ]*PRIVATE\ KEY-----
        | \bgh[pousr]_[A-Za-z0-9]{36}\b
        | \bAKIA[A-Z0-9]{16}\b
        | (?<=token["'\s:=>]{1,6})[0-9a-f]{40}\b
        | <value>[A-Za-z0-9+/]{80,}=*</value>
        | \bhttps?://[^\s/:@"'<>{}]+:[^\s/:@"'<>{}]+@[a-z0-9.-]+
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.IgnoreCase)]
    private static partial Regex Secret();
}
