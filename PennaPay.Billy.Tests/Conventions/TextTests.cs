using System.Text.RegularExpressions;
using System.Xml.Linq;
using PennaPay.Billy.Core;
using PennaPay.Billy.Tests.Support;

namespace PennaPay.Billy.Tests.Conventions;

public sealed partial class TextTests
{
    private static readonly string Folder = Path.Combine(SourceTree.Root, "PennaPay.Billy.Web", "Resources");

    public static TheoryData<string> Features => [.. Directory.EnumerateFiles(Folder, "*.resx").Select(Path.GetFileName)
        .Where(name => !name!.EndsWith(".en.resx", StringComparison.Ordinal)).Select(name => name![..^".resx".Length])];

    [Theory]
    [MemberData(nameof(Features))]
    public void Texts_AreInBothLanguages(string feature)
    {
        var danish = Read($"{feature}.resx");
        var english = Read($"{feature}.en.resx");

        Assert.Equal(danish.Keys.Order(StringComparer.Ordinal), english.Keys.Order(StringComparer.Ordinal));
        Assert.All(danish.Concat(english), text => Assert.False(string.IsNullOrWhiteSpace(text.Value), text.Key));
        Assert.All(danish, text => Assert.Equal((text.Key, Placeholders(text.Value)), (text.Key, Placeholders(english[text.Key]))));
        Assert.True(File.Exists(Path.Combine(Folder, $"{feature}.cs")), "A marker class names the texts.");
    }

    [Fact]
    public void FailureCodes_EachHaveTitleTextAndNextStep()
    {
        var texts = Read("FailureTexts.resx");
        Assert.All(FailureCodes.All, code => Assert.All(["title", "text", "next"], part => Assert.Contains($"{code}.{part}", texts.Keys)));
    }

    [Fact]
    public void FailureCodes_AreAllListed() =>
        Assert.Equal(
            typeof(FailureCodes).GetFields().Where(f => f.IsLiteral).Select(f => (string)f.GetRawConstantValue()!).Order(),
            FailureCodes.All.Order());

    private static Dictionary<string, string> Read(string file) =>
        XDocument.Load(Path.Combine(Folder, file)).Root!.Elements("data")
            .ToDictionary(d => d.Attribute("name")!.Value, d => d.Element("value")!.Value);

    private static string Placeholders(string text) =>
        string.Join(' ', Placeholder().Matches(text).Select(m => m.Value).Distinct().Order());

    [GeneratedRegex(@"\{\d+")]
    private static partial Regex Placeholder();
}
