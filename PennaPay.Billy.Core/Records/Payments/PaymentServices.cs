using Microsoft.Extensions.DependencyInjection;

namespace PennaPay.Billy.Core.Records.Payments;

/// <summary>Registers the payments.</summary>
public static class PaymentServices
{
    /// <summary>Adds <see cref="PaymentList"/>.</summary>
    public static IServiceCollection AddPayments(this IServiceCollection services) => services.AddSingleton<PaymentList>();
}
