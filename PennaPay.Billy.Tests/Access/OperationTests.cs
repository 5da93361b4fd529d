using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections.OAuth;
using PennaPay.Billy.Core.Access.Auditing;
using PennaPay.Billy.Core.Access.Refusals;
using PennaPay.Billy.Core.Audit;
using PennaPay.Billy.Core.Records.Invoices.Import;
using PennaPay.Billy.Core.Records.Invoices.Import.Unfinished;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Sync.Sources;
using PennaPay.Billy.Core.Systems.Pennylane.Loading;
using PennaPay.Billy.Tests.Push;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Tests.Systems.Billit;

namespace PennaPay.Billy.Tests.Access;

/// <summary>Every operation that changes something asks who acts, refuses who may not, and says what it did.</summary>
public sealed class OperationTests
{
    private static readonly IReadOnlyList<Operation> Known = [.. RecordOperations.All, .. InvoiceOperations.All, .. PushOperations.All, .. SyncOperations.All, .. SyncQuestionOperations.All, .. ConnectionOperations.All, .. SourceOperations.All, .. BillitOperations.All, .. KeyOperations.All, .. AuditOperations.All];

    public static TheoryData<string> Names => [.. Known.Select(operation => operation.Name)];

    private static void StandIns(IServiceCollection services)
    {
        StandInEndpoint.AddTo(services);
        services.AddSingleton<ISource, ShopSource>();
    }

    [Fact]
    public void EveryOperation_IsTriedHere()
    {
        var operations =
            from type in typeof(Database).Assembly.GetExportedTypes()
            // What carries an actor, or asks one, is no operation.
            where type.Namespace != typeof(Actor).Namespace && type != typeof(Database)
            from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
            where method.GetParameters().Any(parameter => parameter.ParameterType == typeof(Actor))
            // They only read, for whoever may.
            where (type, method.Name) != (typeof(AuditLog), nameof(AuditLog.PageAsync)) && (type, method.Name) != (typeof(InvoiceImporter), nameof(InvoiceImporter.PlanAsync))
                && (type, method.Name) != (typeof(UnfinishedImports), nameof(UnfinishedImports.OpenAsync)) && type != typeof(PennylaneAccounts)
                && (type, method.Name) != (typeof(OAuthSignIns), nameof(OAuthSignIns.FindChoiceAsync))
            select $"{type.Name}.{method.Name}";
        Assert.Equal(
            operations.Distinct().Order(StringComparer.Ordinal),
            Known.Select(operation => operation.Method).Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Operation_IsRefused_ToWhoeverMayNot_AndChangesNothing(string name)
    {
        await using var host = await PushHost.StartAsync(connected: false, StandIns);
        var (operation, owner) = (Find(name), await TestUsers.AddAsync(host.Database, host.Workspace));
        var viewer = await TestUsers.AddAsync(host.Database, host.Workspace, Role.Viewer, "gæst@eksempel.dk");
        var act = await operation.PrepareAsync(host, owner);

        foreach (var actor in new[] { viewer, Actor.Clock(host.Workspace, "sweep") }.Where(actor => !actor.May(operation.Permission)))
        {
            var refused = await AssertChangesNothingAsync<NotPermittedException>(host, () => act(actor));
            Assert.Equal((operation.Permission, actor.Kind), (refused.Permission, refused.Kind));
        }

        Assert.Equal(operation.Permission == Permission.KeepOwnPreferences, viewer.May(operation.Permission));

        // The page was opened by an owner, who has become somebody else meanwhile.
        await SetRoleAsync(host, owner, Role.Viewer);
        if (operation.Permission != Permission.KeepOwnPreferences)
            await AssertChangesNothingAsync<NotPermittedException>(host, () => act(owner));
        await SetRoleAsync(host, owner, Role.Owner);

        if (operation.Permission == Permission.GrantAccess)
        {
            await TestUsers.ForgetPasswordAsync(host.Database, owner, host.Clock.GetUtcNow() - TimeSpan.FromMinutes(5));
            await AssertChangesNothingAsync<PasswordNeededException>(host, () => act(owner));
        }

        await TestUsers.SignOutAsync(host.Database, owner);
        await AssertChangesNothingAsync<SessionEndedException>(host, () => act(owner));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Operation_SaysWhatItDid_AndWhoDidIt(string name)
    {
        await using var host = await PushHost.StartAsync(connected: false, StandIns);
        var owner = await TestUsers.AddAsync(host.Database, host.Workspace);
        var act = await Find(name).PrepareAsync(host, owner);
        var before = (await EntriesAsync(host)).Count;

        var said = await act(owner);

        var written = (await EntriesAsync(host)).Skip(before).ToList();
        Assert.NotEmpty(said);
        Assert.Equal(said, written.Select(Said.Of));
        Assert.All(written, entry => Assert.Equal(
            (host.Workspace, host.Clock.GetUtcNow(), ActorKind.Person, owner.Id, owner.Name),
            (entry.WorkspaceId, entry.At, entry.ActorKind, entry.ActorId, AuditPayload.Read(entry.Payload)!.Name)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Operation_ThatCannotBeAudited_ChangesNothing(string name)
    {
        await using var host = await PushHost.StartAsync(connected: false, StandIns);
        var owner = await TestUsers.AddAsync(host.Database, host.Workspace);
        var act = await Find(name).PrepareAsync(host, owner);
        await using (var db = host.Database.Read(host.Workspace))
        {
            await db.Database.ExecuteSqlRawAsync(
                "CREATE TRIGGER Full BEFORE INSERT ON AuditEntries BEGIN SELECT RAISE(ABORT, 'The disk is full.'); END");
        }

        var before = await DatabaseDump.OfAsync(host.Database);

        await Assert.ThrowsAsync<DbUpdateException>(() => act(owner));

        Assert.Equal(before, await DatabaseDump.OfAsync(host.Database));
    }

    private static async Task<TRefusal> AssertChangesNothingAsync<TRefusal>(PushHost host, Func<Task> act)
        where TRefusal : Exception
    {
        var (before, asked) = (await DatabaseDump.OfAsync(host.Database), host.LastRequest);
        var refused = await Assert.ThrowsAsync<TRefusal>(act);
        Assert.Equal(before, await DatabaseDump.OfAsync(host.Database));
        Assert.Equal(asked, host.LastRequest);
        return refused;
    }

    private static Task<int> SetRoleAsync(PushHost host, Actor user, Role role) => host.Database.WriteAsync(
        host.Workspace,
        (db, ct) => db.Set<Membership>().Where(member => member.UserId == user.UserId).ExecuteUpdateAsync(set => set.SetProperty(member => member.Role, role), ct),
        default);

    private static Operation Find(string name) => Known.Single(operation => operation.Name == name);

    private static async Task<List<AuditEntry>> EntriesAsync(PushHost host)
    {
        await using var db = host.Database.Read(host.Workspace);
        return await db.Set<AuditEntry>().OrderBy(entry => entry.Id).ToListAsync();
    }
}
