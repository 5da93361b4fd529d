using Microsoft.Extensions.DependencyInjection;

namespace PennaPay.Billy.Core.Audit;

internal static class AuditServices
{
    /// <summary>Adds what reads the audit, and what notes changes that nobody makes by an operation.</summary>
    public static IServiceCollection AddAudit(this IServiceCollection services) =>
        services.AddSingleton<AuditLog>().AddSingleton<AuditCheck>().AddSingleton<KeyAudit>();
}
