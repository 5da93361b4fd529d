using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Access.Refusals;
using PennaPay.Billy.Core.Audit;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Tests.Push;
using PennaPay.Billy.Tests.Support;

namespace PennaPay.Billy.Tests.Audit;

/// <summary>Whoever changes the audit past the program is found out, as far as the file itself can tell.</summary>
public sealed class AuditChainTests : IAsyncLifetime
{
    private const string NoTriggers = """
        DROP TRIGGER AuditEntries_Added; DROP TRIGGER AuditEntries_Changed; DROP TRIGGER AuditEntries_Removed;
        """;

    private const string Swap = """
        UPDATE AuditEntries SET Id = 99 WHERE Id = 2; UPDATE AuditEntries SET Id = 2 WHERE Id = 3; UPDATE AuditEntries SET Id = 3 WHERE Id = 99;
        """;

    // What stands in the file then is a whole audit of fewer entries.
    private const string CutOffWithoutATrace = """
        DELETE FROM AuditEntries WHERE Id > 3; UPDATE sqlite_sequence SET seq = 3 WHERE name = 'AuditEntries';
        """;

    private PushHost host = null!;

    private Actor Owner => TestActors.OwnerOf(host.Workspace);

    public async Task InitializeAsync()
    {
        host = await PushHost.StartAsync(connected: false);
        for (var entry = 0; entry < 5; entry++)
            await NoteAsync(Owner, $"thing.{entry}");
    }

    public Task DisposeAsync() => host.DisposeAsync().AsTask();

    [Fact]
    public async Task Untouched_IsWhole_AndSaysHowManySinceWhen()
    {
        var whole = Assert.IsType<AuditVerdict.Whole>(await VerifyAsync());
        Assert.Equal((5, host.Clock.GetUtcNow()), (whole.Entries, whole.Since));
        Assert.Equal(64, whole.Hash.Length);
        // That it was looked through is an entry too.
        Assert.Equal(6, Assert.IsType<AuditVerdict.Whole>(await VerifyAsync()).Entries);
    }

    [Theory]
    [InlineData("UPDATE AuditEntries SET Action = 'nothing' WHERE Id = 3", 3, AuditFault.Changed)]
    [InlineData("UPDATE AuditEntries SET At = '2020-01-01 00:00:00' WHERE Id = 3", 3, AuditFault.Changed)]
    [InlineData("UPDATE AuditEntries SET ActorId = 'somebody' WHERE Id = 3", 3, AuditFault.Changed)]
    [InlineData("UPDATE AuditEntries SET ActorKind = 2 WHERE Id = 3", 3, AuditFault.Changed)]
    [InlineData("UPDATE AuditEntries SET SubjectKind = 'Other' WHERE Id = 3", 3, AuditFault.Changed)]
    [InlineData("UPDATE AuditEntries SET SubjectId = 'other' WHERE Id = 3", 3, AuditFault.Changed)]
    [InlineData("UPDATE AuditEntries SET Count = 9 WHERE Id = 3", 3, AuditFault.Changed)]
    [InlineData("UPDATE AuditEntries SET Refusal = 'refused' WHERE Id = 3", 3, AuditFault.Changed)]
    [InlineData("UPDATE AuditEntries SET SessionId = WorkspaceId WHERE Id = 3", 3, AuditFault.Changed)]
    [InlineData("UPDATE AuditEntries SET WorkspaceId = '00000000-0000-0000-0000-000000000000' WHERE Id = 3", 3, AuditFault.Changed)]
    [InlineData("UPDATE AuditEntries SET Payload = replace(Payload, 'ejer', 'gæst') WHERE Id = 3", 3, AuditFault.Changed)]
    [InlineData("UPDATE AuditEntries SET Payload = NULL, PayloadHash = zeroblob(32) WHERE Id = 3", 3, AuditFault.Changed)]
    [InlineData("UPDATE AuditEntries SET Hash = zeroblob(32) WHERE Id = 3", 3, AuditFault.Changed)]
    [InlineData("DELETE FROM AuditEntries WHERE Id = 3", 3, AuditFault.Missing)]
    [InlineData("DELETE FROM AuditEntries WHERE Id = 1", 1, AuditFault.Missing)]
    [InlineData("DELETE FROM AuditEntries WHERE Id = 3; UPDATE AuditEntries SET Id = Id - 1 WHERE Id > 3", 3, AuditFault.Changed)]
    [InlineData(Swap, 2, AuditFault.Changed)]
    [InlineData("DELETE FROM AuditEntries WHERE Id > 3", 4, AuditFault.CutOff)]
    [InlineData("DELETE FROM AuditEntries", 1, AuditFault.CutOff)]
    public async Task WhatWasChangedPastTheProgram_IsFound(string change, int number, AuditFault fault)
    {
        await RunAsync(NoTriggers + change);
        Assert.Equal(new AuditVerdict.Broken(number, fault), await VerifyAsync());
        // And it stays found, whatever is written afterwards.
        Assert.IsType<AuditVerdict.Broken>(await VerifyAsync());
    }

    [Fact]
    public async Task EndThatWasCutOffWhileTheProgramRuns_IsAnEntryItself()
    {
        await RunAsync(NoTriggers + CutOffWithoutATrace);
        // As an upgrade would, or whoever covers the traces.
        await RunAsync(SqliteAudit.KeepAll);
        Assert.Equal(new AuditVerdict.Broken(4, AuditFault.CutOff), await VerifyAsync());

        var found = (await host.Get<AuditLog>().PageAsync(Owner, new(Topic: AuditTopic.Audit), default)).Rows.Single(row => row.Action == "audit.cut_off");
        Assert.Equal((4, ActorKind.Clock, "4", (int?)2, "audit_cutoff"), (found.Number, found.ActorKind, found.SubjectId, found.Count, found.Refusal));
    }

    /// <summary>What the file cannot tell: then only a hash that was kept elsewhere shows it.</summary>
    [Fact]
    public async Task EndThatWasCutOffWithItsTraces_ShowsByTheHashAlone()
    {
        var before = Assert.IsType<AuditVerdict.Whole>(await VerifyAsync());
        await RunAsync(NoTriggers + CutOffWithoutATrace);
        await host.RestartAsync();
        var after = Assert.IsType<AuditVerdict.Whole>(await VerifyAsync());
        Assert.Equal(3, after.Entries);
        Assert.NotEqual(before.Hash, after.Hash);
    }

    [Theory]
    [InlineData("UPDATE AuditEntries SET Action = 'nothing' WHERE Id = 3")]
    [InlineData("UPDATE AuditEntries SET Payload = '{}' WHERE Id = 3")]
    [InlineData("UPDATE AuditEntries SET Payload = NULL, Hash = zeroblob(32) WHERE Id = 3")]
    [InlineData("DELETE FROM AuditEntries WHERE Id = 5")]
    [InlineData("INSERT INTO AuditEntries SELECT 99, WorkspaceId, At, ActorKind, ActorId, Action, SubjectKind, SubjectId, Count, Hash, Payload, PayloadHash, Refusal, SessionId FROM AuditEntries WHERE Id = 5")]
    [InlineData("INSERT OR REPLACE INTO AuditEntries SELECT Id, WorkspaceId, At, ActorKind, ActorId, 'nothing', SubjectKind, SubjectId, Count, Hash, Payload, PayloadHash, Refusal, SessionId FROM AuditEntries WHERE Id = 5")]
    public async Task StatementThatIsNoNextEntry_IsRefused(string statement)
    {
        await Assert.ThrowsAsync<Microsoft.Data.Sqlite.SqliteException>(() => RunAsync(statement));
        Assert.IsType<AuditVerdict.Whole>(await VerifyAsync());
    }

    [Fact]
    public async Task WhatTellsOfPeople_GoesFromOlderEntries_AndTheChainStaysWhole()
    {
        host.Clock.Advance(TimeSpan.FromDays(2));
        await NoteAsync(Owner, "thing.new");

        Assert.Equal(5, await host.Get<AuditLog>().ForgetAsync(Owner, DateOnly.FromDateTime(host.Clock.GetUtcNow().DateTime), default));

        var rows = (await host.Get<AuditLog>().PageAsync(Owner, new(), default)).Rows;
        Assert.Equal(
            ["audit.forgotten|ejer@eksempel.dk", "thing.new|ejer@eksempel.dk", "thing.4|", "thing.3|", "thing.2|", "thing.1|", "thing.0|"],
            rows.Select(row => $"{row.Action}|{row.Name}"));
        Assert.IsType<AuditVerdict.Whole>(await VerifyAsync());
        Assert.DoesNotContain("ejer", string.Concat((await PayloadsAsync()).Take(5)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task HashOfWhatIsGone_CannotBeGuessed()
    {
        var owner = Owner;
        await NoteAsync(owner, "thing.same");
        await NoteAsync(owner, "thing.same");
        Assert.Equal(7, (await PayloadsAsync()).Distinct().Count());
    }

    [Fact]
    public async Task WorkspacesShareOneChain_AndSeeTheirOwnEntriesAndTheInstallations()
    {
        var other = TestActors.OwnerOf(WorkspaceId.New());
        await NoteAsync(other, "thing.theirs");
        await NoteAsync(Actor.Visitor(default, "203.0.113.7"), "thing.nobodys");

        Assert.Equal(7, Assert.IsType<AuditVerdict.Whole>(await VerifyAsync()).Entries);
        Assert.Equal(
            ["thing.nobodys", "thing.theirs"],
            (await host.Get<AuditLog>().PageAsync(other, new(), default)).Rows.Where(row => row.Action != "audit.verified").Select(row => row.Action));
    }

    [Fact]
    public async Task ChangeThatIsUndone_LeavesNoGap()
    {
        await Assert.ThrowsAsync<TimeoutException>(() => host.Database.WriteAsync(Owner, Permission.EditCompany, async (db, ct) =>
        {
            db.Audit("thing.undone", "Thing");
            await db.SaveChangesAsync(ct);
            throw new TimeoutException();
        }, default));
        await NoteAsync(Owner, "thing.next");
        Assert.Equal(6, Assert.IsType<AuditVerdict.Whole>(await VerifyAsync()).Entries);
    }

    /// <summary>As the command that resets the owner's password does, while the program runs.</summary>
    [Fact]
    public async Task AnotherProcessThatWrites_IsFollowed()
    {
        await using (var other = PushHost.Build(host.DataDirectory, host.Sandbox.BaseAddress, host.Clock))
        {
            var database = (Database)other.GetService(typeof(Database))!;
            await database.NoteAsync(Owner, new("thing.other", "Thing"), default);
            await NoteAsync(Owner, "thing.own");
            await database.NoteAsync(Owner, new("thing.other", "Thing"), default);
        }

        Assert.Equal(8, Assert.IsType<AuditVerdict.Whole>(await VerifyAsync()).Entries);
    }

    [Fact]
    public async Task WhoMayNotReadIt_IsRefused()
    {
        foreach (var role in (Role[])[Role.Member, Role.Viewer])
        {
            var refused = await Assert.ThrowsAsync<NotPermittedException>(
                () => host.Get<AuditLog>().PageAsync(TestActors.PersonOf(host.Workspace, role), new(), default));
            Assert.Equal(Permission.ReadAudit, refused.Permission);
        }
    }

    [Fact]
    public async Task Filters_TellWhatWhoWhenAndHowItWent()
    {
        host.Clock.Advance(TimeSpan.FromDays(2));
        var (owner, today) = (Owner, DateOnly.FromDateTime(host.Clock.GetUtcNow().DateTime));
        await NoteAsync(owner, "company.changed");
        await host.Database.NoteAsync(owner, new("connection.tested", "Connection", Refusal: "unauthorized"), default);
        await NoteAsync(Actor.Visitor(default, null), "sign-in.refused");
        await NoteAsync(Actor.Clock(host.Workspace, "sweep"), "invoice.pushed");

        Assert.Equal(["connection.tested"], await ActionsAsync(new(Topic: AuditTopic.Connections)));
        Assert.Equal(["connection.tested"], await ActionsAsync(new(Result: AuditResult.Refused)));
        Assert.Equal(["sign-in.refused"], await ActionsAsync(new(Kind: ActorKind.Visitor)));
        Assert.Equal(["connection.tested", "company.changed"], await ActionsAsync(new(UserId: owner.UserId)));
        Assert.Equal(4, (await ActionsAsync(new(From: today))).Count);
        Assert.Equal(5, (await ActionsAsync(new(To: today.AddDays(-1)))).Count);
        Assert.Equal(["sign-in.refused"], await ActionsAsync(new(Skip: 1, Take: 1)));
    }

    private async Task<List<string>> ActionsAsync(AuditQuery query) =>
        [.. (await host.Get<AuditLog>().PageAsync(Owner, query, default)).Rows.Select(row => row.Action)];

    private Task NoteAsync(Actor actor, string action) => host.Database.NoteAsync(actor, new(action, "Thing"), default);

    private Task<AuditVerdict> VerifyAsync() => host.Get<AuditCheck>().VerifyAsync(Owner, default);

    private async Task RunAsync(string sql)
    {
        await using var db = host.Database.Read(default);
        await db.Database.ExecuteSqlRawAsync(sql.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal));
    }

    private async Task<List<string?>> PayloadsAsync()
    {
        await using var db = host.Database.Read(default);
        return await db.Database.SqlQueryRaw<string?>("SELECT Payload AS Value FROM AuditEntries ORDER BY Id").ToListAsync();
    }
}
