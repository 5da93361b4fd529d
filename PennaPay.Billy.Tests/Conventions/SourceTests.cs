using System.Text.RegularExpressions;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Tests.Support;

namespace PennaPay.Billy.Tests.Conventions;

public sealed partial class SourceTests
{
    // Each says why at the place itself.
    private static readonly string[] MayIgnoreQueryFilters =
    [
        "PennaPay.Billy.Core/Push/Decisions/Aftercare.cs",
        "PennaPay.Billy.Core/Push/Worker/DuePushes.cs",
        "PennaPay.Billy.Core/Push/Worker/QueueLeases.cs",
        "PennaPay.Billy.Web/Security/UserClaims.cs",
    ];

    // What they write nobody in particular asked for, or has its history elsewhere; the rest says who acts.
    private static readonly string[] MayWriteWithoutActor =
    [
        "PennaPay.Billy.Core/Connections/ConnectionStore.cs",
        "PennaPay.Billy.Core/Links/BillyLinks.cs",
        "PennaPay.Billy.Core/Links/RecordLinks.cs",
        "PennaPay.Billy.Core/Push/Decisions/Aftercare.cs",
        "PennaPay.Billy.Core/Push/Ledger/PushLedger.cs",
        "PennaPay.Billy.Core/Push/Queue/InvoicePusher.cs",
        "PennaPay.Billy.Core/Push/Queue/PushBatches.cs",
        "PennaPay.Billy.Core/Push/Worker/QueueLeases.cs",
        "PennaPay.Billy.Core/Systems/Billy/Postings/PostingMap.cs",
        // Nobody is signed in yet.
        "PennaPay.Billy.Web/Security/UserAccounts.cs",
    ];

    // Until they take an actor.
    private static readonly string[] MayTakeAName =
    [
        "PennaPay.Billy.Core/Push/Decisions/PushDecisions.cs",
        "PennaPay.Billy.Core/Push/Ledger/PushLedger.cs",
        "PennaPay.Billy.Core/Push/Queue/AutoPushSwitch.cs",
    ];

    [Fact]
    public void Core_KnowsNothingOfTheWeb() =>
        Assert.DoesNotContain(typeof(Database).Assembly.GetReferencedAssemblies(), a => a.Name is "PennaPay.Billy.Web" or "Radzen.Blazor");

    [Fact]
    public void Http_KnowsNothingOfDatabaseOrInvoices() =>
        Assert.Empty(Lines(".cs")
            .Where(l => l.File.StartsWith("PennaPay.Billy.Core/Http/", StringComparison.Ordinal))
            .Where(l => ForeignToHttp().IsMatch(l.Text))
            .Select(l => l.ToString()));

    [Fact]
    public void Records_KnowNothingOfPush() =>
        Assert.Empty(Lines(".cs")
            .Where(l => RecordFolder().IsMatch(l.File))
            .Where(l => l.Text.Contains("Core.Push", StringComparison.Ordinal))
            .Select(l => l.ToString()));

    [Fact]
    public void Storage_KnowsNoFeature() =>
        Assert.Empty(Lines(".cs")
            .Where(l => l.File.StartsWith("PennaPay.Billy.Core/Storage/", StringComparison.Ordinal))
            .Where(l => !l.File.StartsWith("PennaPay.Billy.Core/Storage/Migrations/", StringComparison.Ordinal))
            .Where(l => ForeignToStorage().IsMatch(l.Text))
            .Select(l => l.ToString()));

    [Fact]
    public void Sandbox_SharesNoTypeWithTheClient() =>
        Assert.Empty(Lines(".cs")
            .Where(l => l.File.StartsWith("PennaPay.Billy.Web/Sandbox/", StringComparison.Ordinal))
            .Where(l => l.Text.Contains("Core.Systems.Billy.Api", StringComparison.Ordinal))
            .Select(l => l.ToString()));

    [Fact]
    public void Logging_GoesThroughGeneratedMethods() =>
        Assert.Empty(Lines(".cs", ".razor").Where(l => DirectLogging().IsMatch(l.Text)).Select(l => l.ToString()));

    [Fact]
    public void QueryFilters_AreIgnoredOnlyWhereNamed() =>
        Assert.Empty(Lines(".cs", ".razor")
            .Where(l => l.Text.Contains("IgnoreQueryFilters", StringComparison.Ordinal))
            .Where(l => !MayIgnoreQueryFilters.Any(place => l.File.StartsWith(place, StringComparison.Ordinal)))
            .Select(l => l.ToString()));

    [Fact]
    public void Changes_SayWhoActs_ExceptWhereNamed() =>
        Assert.DoesNotContain(
            SourceTree.ProductFiles(".cs", ".razor")
                .Where(file => !MayWriteWithoutActor.Any(place => SourceTree.Relative(file).StartsWith(place, StringComparison.Ordinal))),
            file => WriteWithoutActor().IsMatch(File.ReadAllText(file)));

    [Fact]
    public void Operations_TakeAnActor_NotAName() =>
        Assert.Empty(Lines(".cs")
            .Where(l => l.File.StartsWith("PennaPay.Billy.Core/", StringComparison.Ordinal))
            .Where(l => NameOfSomebody().IsMatch(l.Text))
            .Where(l => !MayTakeAName.Contains(l.File))
            .Select(l => l.ToString()));

    [Fact]
    public void Time_ComesFromTheTimeProvider() =>
        Assert.Empty(Lines(".cs", ".razor").Where(l => AmbientTime().IsMatch(l.Text)).Select(l => l.ToString()));

    [Fact]
    public void Methods_AreNeverAsyncVoid() =>
        Assert.Empty(Lines(".cs", ".razor").Where(l => l.Text.Contains("async void", StringComparison.Ordinal)).Select(l => l.ToString()));

    private static IEnumerable<SourceLine> Lines(params string[] endings) =>
        from file in SourceTree.ProductFiles(endings)
        from line in File.ReadLines(file).Select((text, index) => new SourceLine(SourceTree.Relative(file), index + 1, text))
        where !line.Text.TrimStart().StartsWith("//", StringComparison.Ordinal)
        select line;

    [GeneratedRegex(@"EntityFrameworkCore|Core\.(Storage|Records|Push|Connections|Systems)\b")]
    private static partial Regex ForeignToHttp();

    [GeneratedRegex("^PennaPay.Billy.Core/Records/")]
    private static partial Regex RecordFolder();

    [GeneratedRegex(@"Core\.(Http|Connections|Records|Systems|Push)\b")]
    private static partial Regex ForeignToStorage();

    [GeneratedRegex(@"\.Log(Trace|Debug|Information|Warning|Error|Critical)\(|Console\.Write")]
    private static partial Regex DirectLogging();

    // The first argument is an actor by name, or it is a workspace.
    [GeneratedRegex(@"(?i:database)\.WriteAsync(<.*>)?\((?!\s*[\w.]*[aA]ctor\b)")]
    private static partial Regex WriteWithoutActor();

    [GeneratedRegex(@"\bstring by\b")]
    private static partial Regex NameOfSomebody();

    [GeneratedRegex(@"\b(DateTime|DateTimeOffset)\.(Utc)?Now\b|DateTime\.Today")]
    private static partial Regex AmbientTime();

    private sealed record SourceLine(string File, int Number, string Text)
    {
        public override string ToString() => $"{File}:{Number}: {Text.Trim()}";
    }
}
