using System.Text.RegularExpressions;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Tests.Support;

namespace PennaPay.Billy.Tests.Conventions;

/// <summary>Which folder of Core may know which, held against what the built assembly really refers to.</summary>
public sealed partial class FolderArrowTests
{
    private const string Root = "(root)";

    /// <summary>What each folder may use; everything may use the root. A system may use everything but another system.</summary>
    private static readonly Dictionary<string, string[]> MayUse = new()
    {
        [Root] = [],
        ["Values"] = [],
        ["Access"] = ["Values"],
        ["Storage"] = ["Access", "Values"],
        ["Audit"] = ["Storage", "Access", "Values"],
        ["Keys"] = ["Storage", "Access", "Values"],
        ["Events"] = ["Access", "Values"],
        ["Http"] = ["Values"],
        ["Connections"] = ["Http", "Events", "Storage", "Access", "Values"],
        ["Links"] = ["Connections", "Http", "Events", "Storage", "Access", "Values"],
        ["Records"] = ["Storage", "Events", "Access", "Values"],
        ["Push"] = ["Records", "Links", "Connections", "Http", "Events", "Storage", "Access", "Values"],
        ["Health"] = ["Push", "Connections", "Audit", "Storage", "Access", "Values"],
        ["Sync"] = ["Push", "Records", "Links", "Connections", "Http", "Events", "Storage", "Access", "Values"],
    };

    /// <summary>They put the parts together, so they see all of them; nothing in Core may see them in turn.</summary>
    private static readonly Type[] Registrations = [typeof(CoreServices), typeof(PushServices)];

    private static readonly IReadOnlyList<TypeReference> References = AssemblyReferences.Of(typeof(CoreServices).Assembly.GetTypes());

    private static readonly FolderGraph TopLevel = new(
        References.Where(reference => reference.From != typeof(CoreServices)), type => FolderOf(type.Namespace));

    [Fact]
    public void Folders_AreAllKnown() =>
        Rule.Holds(typeof(CoreServices).Assembly.GetTypes()
            .Select(type => FolderOf(type.Namespace)).OfType<string>().Distinct()
            .Where(folder => !IsSystem(folder) && !MayUse.ContainsKey(folder)));

    [Fact]
    public void Folders_FollowTheArrows() =>
        Rule.Holds(TopLevel.Arrows
            .Where(arrow => !IsSystem(arrow.To) && !IsAllowed(arrow.From, arrow.To))
            .Select(Describe));

    [Fact]
    public void Systems_AreNamedByNoOtherFolder() =>
        Rule.Holds(TopLevel.Arrows.Where(arrow => IsSystem(arrow.To) && !IsSystem(arrow.From)).Select(Describe));

    [Fact]
    public void Systems_NameNoOtherSystem() =>
        Rule.Holds(TopLevel.Arrows.Where(arrow => IsSystem(arrow.To) && IsSystem(arrow.From)).Select(Describe));

    [Fact]
    public void Folders_HaveNoCycle() => Rule.Holds(TopLevel.Cycles());

    [Fact]
    public void Push_HasNoCycle() =>
        Rule.Holds(new FolderGraph(
            References.Where(reference => reference.From != typeof(PushServices)),
            type => type.Namespace?.Split('.') is ["PennaPay", "Billy", "Core", "Push", .. var inner] ? inner.FirstOrDefault("Push") : null).Cycles());

    [Fact]
    public void Registrations_AreNamedByNothing() =>
        Rule.Holds(
            from reference in References
            where Registrations.Contains(reference.To) && reference.From != typeof(CoreServices)
            select $"{reference.From.Name} → {reference.To.Name}");

    [Fact]
    public void Http_KnowsNoDatabase() =>
        Rule.Holds(
            from reference in References
            where FolderOf(reference.From.Namespace) == "Http"
            where reference.To.Namespace?.StartsWith("Microsoft.EntityFrameworkCore", StringComparison.Ordinal) == true
            select $"{reference.From.Name} → {reference.To.FullName}");

    /// <summary>Constants and documentation leave no reference in the assembly, but a using in the source.</summary>
    [Fact]
    public void Usings_FollowTheArrows() =>
        Rule.Holds(
            from file in SourceTree.ProductFiles(".cs")
            let path = SourceTree.Relative(file).Split('/')
            where path is ["PennaPay.Billy.Core", ..] && path is not [_, "CoreServices.cs"]
            let folder = FolderOf(path[..^1])
            from line in File.ReadLines(file)
            let used = UsingOfCore().Match(line)
            where used.Success && FolderOf(used.Groups["of"].Value) is { } target && target != folder && !IsAllowed(folder, target)
            select $"{folder} → {FolderOf(used.Groups["of"].Value)}: {SourceTree.Relative(file)} → {used.Groups["of"].Value}");

    private static bool IsSystem(string folder) => folder.StartsWith("Systems/", StringComparison.Ordinal);

    private static bool IsAllowed(string from, string to) =>
        to == Root || (IsSystem(from) ? !IsSystem(to) : MayUse.TryGetValue(from, out var targets) && targets.Contains(to));

    /// <returns>Null for what is not Core's own, such as code that a generator put elsewhere.</returns>
    private static string? FolderOf(string? space) =>
        space?.Split('.') is ["PennaPay", "Billy", "Core", .. var inner] ? FolderOf(["PennaPay.Billy.Core", .. inner]) : null;

    private static string FolderOf(string[] path) => path switch
    {
        [_] => Root,
        [_, "Systems", var system, ..] => $"Systems/{system}",
        [_, var folder, ..] => folder,
        [] => throw new ArgumentException("No path.", nameof(path)),
    };

    private static string Describe((string From, string To, string[] Types) arrow) =>
        $"{arrow.From} → {arrow.To}: {string.Join(", ", arrow.Types)}";

    [GeneratedRegex(@"^(global )?using (static )?(\w+ = )?(?<of>PennaPay\.Billy\.Core[\w.]*)")]
    private static partial Regex UsingOfCore();
}
