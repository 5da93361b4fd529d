using System.Text.RegularExpressions;
using PennaPay.Billy.Tests.Support;

namespace PennaPay.Billy.Tests.Conventions;

/// <summary>Each outside system is named where it is known and nowhere else, in no identifier, file name, string or comment.</summary>
public sealed partial class NamesOfSystemsTests
{
    private const string Core = "PennaPay.Billy.Core/";

    private const string Web = "PennaPay.Billy.Web/";

    /// <summary>Files and folders that may name Billy, each with the reason.</summary>
    private static readonly Dictionary<string, string> PlacesOfBilly = new()
    {
        [$"{Core}Access/Keys/ApiKeyScopes.cs"] = "Has the words for what keys open, one for each system.",
        [$"{Core}CoreServices.cs"] = "Registers every system.",
        [$"{Core}Systems/Billy/"] = "Is all that Core knows of Billy.",
        [$"{Web}Components/Connections/"] = "Is where a user connects Billy and chooses its settings.",
        [$"{Web}Components/Invoices/InvoiceListView.cs"] = "Reads addresses of an earlier version, which said it so.",
        [$"{Web}Components/Mapping/"] = "Chooses among Billy's accounts and VAT rates.",
        [$"{Web}Components/Settings/Ai/"] = "Gives programs keys to what stands in Billy.",
        [$"{Web}Sandbox/Billy/"] = "Stands in for Billy.",
        [$"{Web}Sandbox/SandboxOptions.cs"] = "Holds the token of the company that always exists there.",
        [$"{Web}Sandbox/SandboxServices.cs"] = "Maps every sandbox.",
        [$"{Web}Mcp/"] = "Answers programs about Billy's books.",
    };

    [Fact]
    public void Billy_IsNamedOnlyAtItsPlaces() => Rule.Holds(Naming(NameOfBilly(), PlacesOfBilly.Keys, Core, Web));

    [Fact]
    public void PlacesOfBilly_NameIt() =>
        Rule.Holds(PlacesOfBilly.Keys.Where(place => !Naming(NameOfBilly(), [], place).Any()));

    [Fact]
    public void Pennylane_IsNamedOnlyAtItsPlaces() =>
        Rule.Holds(Naming(NameOfPennylane(), [$"{Core}CoreServices.cs", $"{Core}Systems/Pennylane/"], Core));

    [Fact]
    public void Billit_IsNamedOnlyAtItsPlaces() =>
        Rule.Holds(Naming(NameOfBillit(), [$"{Core}CoreServices.cs", $"{Core}Systems/Billit/"], Core));

    [Fact]
    public void PlugAndPay_IsNamedOnlyAtItsPlaces() =>
        Rule.Holds(Naming(NameOfPlugAndPay(), [$"{Core}CoreServices.cs", $"{Core}Systems/PlugAndPay/"], Core));

    private static IEnumerable<string> Naming(Regex name, IReadOnlyCollection<string> except, params string[] places) =>
        from file in SourceTree.ProductFiles(".cs", ".razor", ".css", ".js")
        let path = SourceTree.Relative(file)
        where places.Any(place => path.StartsWith(place, StringComparison.Ordinal))
        where !except.Any(place => path.StartsWith(place, StringComparison.Ordinal))
        from line in File.ReadLines(file).Select((text, index) => (Text: text, Number: index + 1)).Prepend((Text: path, Number: 0))
        where name.IsMatch(MayStandAnywhere().Replace(line.Text, ""))
        select line.Number == 0 ? $"{path}: the name of the file" : $"{path}:{line.Number}: {line.Text.Trim()}";

    /// <summary>The product's own name, the failure code that users' scripts know, and the keys of texts.</summary>
    [GeneratedRegex("""PennaPay\.Billy|"billy_unavailable"|\b\w*[Tt]exts\[\$?"[^"]*"\]?""")]
    private static partial Regex MayStandAnywhere();

    [GeneratedRegex("billy", RegexOptions.IgnoreCase)]
    private static partial Regex NameOfBilly();

    [GeneratedRegex("pennylane", RegexOptions.IgnoreCase)]
    private static partial Regex NameOfPennylane();

    [GeneratedRegex("billit", RegexOptions.IgnoreCase)]
    private static partial Regex NameOfBillit();

    [GeneratedRegex(@"plug[\s_-]?(and|&|n)[\s_-]?pay", RegexOptions.IgnoreCase)]
    private static partial Regex NameOfPlugAndPay();
}
