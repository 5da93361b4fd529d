using System.Text.RegularExpressions;
using PennaPay.Billy.Tests.Support;

namespace PennaPay.Billy.Tests.Conventions;

/// <summary>Files and folders of Core, without the migrations.</summary>
public sealed partial class SizeTests
{
    private const int MostLines = 300;

    private const int MostFiles = 20;

    private static readonly string[] Files =
        [.. SourceTree.ProductFiles(".cs").Where(file => SourceTree.Relative(file).StartsWith("PennaPay.Billy.Core/", StringComparison.Ordinal))];

    [Fact]
    public void Files_AreShort() =>
        Rule.Holds(
            from file in Files
            let lines = File.ReadLines(file).Count()
            where lines > MostLines
            orderby lines descending
            select $"{SourceTree.Relative(file)}: {lines} lines");

    [Fact]
    public void Folders_AreSmall() =>
        Rule.Holds(
            from file in Files
            group file by Path.GetDirectoryName(file)! into folder
            where folder.Count() > MostFiles
            select $"{SourceTree.Relative(folder.Key)}: {folder.Count()} files");

    [Fact]
    public void Files_BearTheNameOfTheirFirstType() =>
        Rule.Holds(
            from file in Files
            let first = TopLevelType().Match(File.ReadAllText(file)).Groups["name"].Value
            where first != Path.GetFileName(file).Split('.')[0]
            select $"{SourceTree.Relative(file)}: {first}");

    // Namespaces are file-scoped, so that only what is nested is indented.
    [GeneratedRegex(
        @"^((public|internal|file|static|sealed|abstract|partial|readonly|ref|unsafe) )*(class|interface|enum|struct|record( class| struct)?|delegate [\w<>\[\]?,. ]+?) (?<name>\w+)",
        RegexOptions.Multiline)]
    private static partial Regex TopLevelType();
}
