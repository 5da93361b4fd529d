using System.Text.RegularExpressions;
using PennaPay.Billy.Tests.Support;

namespace PennaPay.Billy.Tests.Conventions;

/// <summary>What documents and comments point at is in the repository, so that whoever has a clone can look it up.</summary>
public sealed partial class ReferenceTests
{
    private static readonly string[] Code = [".cs", ".razor", ".css", ".js", ".props", ".targets", ".csproj"];

    /// <summary>What may lie beside a clone, and is named where it is said that it need not.</summary>
    private static readonly string[] MayBeMissing = ["shared/data/ubl"];

    [Fact]
    public void LinksOfDocuments_LeadToFiles() => Rule.Holds(
        from file in SourceTree.Documents()
        from Match link in Link().Matches(File.ReadAllText(file))
        let target = link.Groups[1].Value.Split('#')[0]
        where target.Length > 0 && !target.Contains("://", StringComparison.Ordinal)
        where !Exists(Path.Combine(Path.GetDirectoryName(file)!, target))
        select $"{SourceTree.Relative(file)}: {target}");

    [Fact]
    public void PathsThatDocumentsName_AreFilesOrTypes() => Rule.Holds(
        from file in SourceTree.Documents()
        from Match path in PathInBackticks().Matches(File.ReadAllText(file))
        let named = path.Groups[1].Value.TrimEnd('/', '.', '…')
        where !MayBeMissing.Contains(named) && !IsInTheRepository(named)
        select $"{SourceTree.Relative(file)}: {named}");

    [Fact]
    public void FilesThatCommentsName_AreThere() => Rule.Holds(
        from line in Lines()
        from Match path in PathInComment().Matches(Comment().Match(line.Text).Value)
        where !MayBeMissing.Contains(path.Value) && !IsInTheRepository(path.Value)
        select $"{line.Place}: {path.Value}");

    [Fact]
    public void SectionsThatCommentsName_SayOfWhichDocument() => Rule.Holds(
        from line in Lines()
        where Section().IsMatch(Comment().Match(line.Text).Value)
        select $"{line.Place}: {line.Text.Trim()}");

    [Fact]
    public void HeadingsThatCommentsName_AreThere() => Rule.Holds(
        from line in Lines()
        from Match named in Heading().Matches(line.Text)
        let document = Path.Combine(SourceTree.Root, named.Groups[1].Value)
        where File.Exists(document)
        where !File.ReadLines(document).Any(text => text.StartsWith('#') && text.TrimStart('#').TrimStart().StartsWith(named.Groups[2].Value, StringComparison.Ordinal))
        select $"{line.Place}: {named.Value}");

    private static IEnumerable<(string Place, string Text)> Lines() =>
        from file in SourceTree.ProductFiles(Code).Concat(SourceTree.TestFiles(Code))
        from line in File.ReadLines(file).Select((text, index) => (Text: text, Number: index + 1))
        select ($"{SourceTree.Relative(file)}:{line.Number}", line.Text);

    private static bool IsInTheRepository(string named) =>
        Places(named).Any(place => Exists(Path.Combine(SourceTree.Root, place)) || Exists(Path.Combine(SourceTree.Root, place + ".cs")))
        || Path.GetExtension(named).Length > 0 && SourceTree.FileNames.Contains(Path.GetFileName(named));

    private static IEnumerable<string> Places(string named) =>
        [named, $"PennaPay.Billy.Core/{named}", $"PennaPay.Billy.Web/{named}", $"PennaPay.Billy.Web/Components/{named}", $"PennaPay.Billy.Tests/{named}", named.StartsWith("Tests/", StringComparison.Ordinal) ? $"PennaPay.Billy.{named}" : named];

    private static bool Exists(string path) => File.Exists(path) || Directory.Exists(path);

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    // Two parts at least, each a name: no address, no option, no expression.
    [GeneratedRegex(@"`((?:[A-Z.][\w.-]*|docs|tools|build|wwwroot|shared)(?:/[\w.…-]+)+/?)`")]
    private static partial Regex PathInBackticks();

    [GeneratedRegex(@"(?<![:""'])(?://|/\*|<!--|@\*|^\s*\*).*")]
    private static partial Regex Comment();

    [GeneratedRegex(@"\b(?:docs|tools|build|shared)/[\w/-]+(?:\.\w+)?|\b[\w-]+\.md\b")]
    private static partial Regex PathInComment();

    [GeneratedRegex(@"\b[Ss]ections? [0-9]+(\.[0-9]+)*")]
    private static partial Regex Section();

    [GeneratedRegex(@"\b(docs/[\w-]+\.md) ([0-9]+(?:\.[0-9]+)*)")]
    private static partial Regex Heading();
}
