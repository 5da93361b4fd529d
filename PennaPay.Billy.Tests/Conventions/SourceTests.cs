using System.Text.RegularExpressions;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Tests.Support;

namespace PennaPay.Billy.Tests.Conventions;

public sealed partial class SourceTests
{
    // Each says why at the place itself.
    private static readonly string[] MayIgnoreQueryFilters =
    [
        "PennaPay.Billy.Core/Audit/AuditCheck.cs",
        "PennaPay.Billy.Core/Audit/AuditLog.cs",
        "PennaPay.Billy.Core/Connections/Renewal/SecretRenewal.cs",
        "PennaPay.Billy.Core/Connections/Upgrade/SecretUpgrade.cs",
        "PennaPay.Billy.Core/Connections/Webhooks/WebhookDoor.cs",
        "PennaPay.Billy.Core/Connections/Webhooks/WebhookWatch.cs",
        "PennaPay.Billy.Core/Health/HeldQueues.cs",
        "PennaPay.Billy.Core/Health/KeyRingCanary.cs",
        "PennaPay.Billy.Core/Keys/ApiKeyCheck.cs",
        "PennaPay.Billy.Core/Keys/Calls/KeyCallSweep.cs",
        "PennaPay.Billy.Core/Push/Decisions/Aftercare.cs",
        "PennaPay.Billy.Core/Push/Ledger/PushLedger.Clock.cs",
        "PennaPay.Billy.Core/Push/Reconciling/AccountReader.cs",
        "PennaPay.Billy.Core/Push/Looks/DocumentLooks.cs",
        "PennaPay.Billy.Core/Push/Reconciling/Reconciler.cs",
        "PennaPay.Billy.Core/Push/Worker/DuePushes.cs",
        "PennaPay.Billy.Core/Push/Leases/QueueLeases.cs",
        "PennaPay.Billy.Core/Records/Invoices/Import/ImportRun.cs",
        "PennaPay.Billy.Core/Records/Invoices/Import/Unfinished/UnfinishedImports.cs",
        "PennaPay.Billy.Core/Storage/Auditing/AuditSeal.cs",
        "PennaPay.Billy.Core/Storage/Backups/BackupDatabase.cs",
        "PennaPay.Billy.Core/Storage/Database.cs",
        "PennaPay.Billy.Web/Security/RefusalAudit.cs",
        "PennaPay.Billy.Web/Security/UserAccounts.cs",
        "PennaPay.Billy.Web/Security/UserClaims.cs",
        "PennaPay.Billy.Core/Sync/Running/SyncWorker.cs",
        "PennaPay.Billy.Core/Sync/Runs/OldRuns.cs",
        "PennaPay.Billy.Core/Sync/Sources/Reading/SourceWorker.cs",
    ];

    // What they write nobody in particular asked for, or has its history elsewhere; the rest says who acts.
    private static readonly string[] MayWriteWithoutActor =
    [
        "PennaPay.Billy.Core/Connections/ConnectionStore.cs",
        "PennaPay.Billy.Core/Health/DatabaseLook.cs",
        "PennaPay.Billy.Core/Keys/ApiKeyCheck.cs",
        "PennaPay.Billy.Core/Keys/Calls/",
        "PennaPay.Billy.Core/Links/RecordLinks.cs",
        "PennaPay.Billy.Core/Push/History/HistorySearch.cs",
        "PennaPay.Billy.Core/Push/Ledger/PushLedger",
        "PennaPay.Billy.Core/Push/Leases/QueueLeases.cs",
        "PennaPay.Billy.Core/Push/Reconciling/Reconciler.cs",
        "PennaPay.Billy.Core/Push/Reconciling/StrayDocuments.cs",
        "PennaPay.Billy.Core/Sync/Running/",
        "PennaPay.Billy.Core/Sync/Sources/Reading/SourceRunner.cs",
        "PennaPay.Billy.Core/Sync/Runs/OldRuns.cs",
        "PennaPay.Billy.Core/Records/Invoices/Import/Unfinished/UnfinishedImports.cs",
        "PennaPay.Billy.Core/Systems/Billit/Debtors/PartyIntentions.cs",
        "PennaPay.Billy.Core/Systems/Billy/Postings/PostingProducts.cs",
        // Nobody is signed in yet, or somebody only is there.
        "PennaPay.Billy.Web/Security/Passwords/GuessDelays.cs",
        "PennaPay.Billy.Web/Security/Sessions/UserSessions.cs",
    ];

    [Fact]
    public void Core_KnowsNothingOfTheWeb() =>
        Assert.DoesNotContain(typeof(Database).Assembly.GetReferencedAssemblies(), a => a.Name is "PennaPay.Billy.Web" or "Radzen.Blazor");

    [Fact]
    public void Sandbox_SharesNoTypeWithTheClient() =>
        Assert.Empty(Lines(".cs")
            .Where(l => l.File.StartsWith("PennaPay.Billy.Web/Sandbox/", StringComparison.Ordinal))
            .Where(l => l.Text.Contains("Core.Systems.", StringComparison.Ordinal) && l.Text.Contains(".Api", StringComparison.Ordinal) && !l.File.EndsWith("Announcer.cs", StringComparison.Ordinal))
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
            .Select(l => l.ToString()));

    [Fact]
    public void SqlThatOnlySqliteKnows_StandsInStorage() =>
        Assert.Empty(Lines(".cs")
            .Where(l => !l.File.StartsWith("PennaPay.Billy.Core/Storage/", StringComparison.Ordinal))
            .Where(l => SqliteOnly().IsMatch(l.Text))
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

    [GeneratedRegex(@"\.Log(Trace|Debug|Information|Warning|Error|Critical)\(|Console\.Write")]
    private static partial Regex DirectLogging();

    // The first argument is an actor by name, or it is a workspace.
    [GeneratedRegex(@"(?i:database)\.WriteAsync(<.*>)?\((?!\s*[\w.]*[aA]ctor\b)")]
    private static partial Regex WriteWithoutActor();

    [GeneratedRegex(@"\b(json_each|json_extract|json_array|group_concat|ifnull|instr|julianday|printf|strftime|rowid|PRAGMA|INSERT OR|COLLATE NOCASE)\b|\bsubstr\(")]
    private static partial Regex SqliteOnly();

    [GeneratedRegex(@"\bstring by\b")]
    private static partial Regex NameOfSomebody();

    [GeneratedRegex(@"\b(DateTime|DateTimeOffset)\.(Utc)?Now\b|DateTime\.Today")]
    private static partial Regex AmbientTime();

    private sealed record SourceLine(string File, int Number, string Text)
    {
        public override string ToString() => $"{File}:{Number}: {Text.Trim()}";
    }
}
