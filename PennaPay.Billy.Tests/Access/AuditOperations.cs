using System.Globalization;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Access.Auditing;
using PennaPay.Billy.Core.Audit;
using PennaPay.Billy.Core.Push.History;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Tests.Access;

/// <summary>The operations that check the audit, and that take something along.</summary>
internal static class AuditOperations
{
    public static IEnumerable<Operation> All =>
    [
        new("AuditCheck.VerifyAsync", "verify", Permission.ReadAudit, (host, _) => Task.FromResult<Func<Actor, Task<Said[]>>>(async actor =>
        {
            Assert.IsType<AuditVerdict.Whole>(await host.Get<AuditCheck>().VerifyAsync(actor, default));
            return [new("audit.verified", nameof(AuditEntry))];
        })),
        new("AuditLog.ExportAsync", "export", Permission.ReadAudit, (host, _) => Task.FromResult<Func<Actor, Task<Said[]>>>(async actor =>
        {
            await host.Get<AuditLog>().ExportAsync(actor, new(), new(CultureInfo.InvariantCulture, [new("Id", row => $"{row.Number}")]), Stream.Null, default);
            return [new("audit.exported", nameof(AuditLog))];
        })),
        new("AuditLog.ForgetAsync", "forget", Permission.GrantAccess, (host, _) => Task.FromResult<Func<Actor, Task<Said[]>>>(async actor =>
        {
            Assert.Equal(0, await host.Get<AuditLog>().ForgetAsync(actor, new(2026, 1, 1), default));
            return [new("audit.forgotten", nameof(AuditLog), Count: 0)];
        })),
        new("PushHistory.ExportAsync", "export", Permission.KeepOwnPreferences, (host, _) => Task.FromResult<Func<Actor, Task<Said[]>>>(async actor =>
        {
            await host.Get<PushHistory>().ExportAsync(actor, new(), new CsvTable<HistoryRow>(CultureInfo.InvariantCulture, [new("Id", row => $"{row.Id}")]), Stream.Null, default);
            return [new("history.exported", nameof(PushHistory))];
        })),
    ];
}
