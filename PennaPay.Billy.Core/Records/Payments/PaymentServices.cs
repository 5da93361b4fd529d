using Microsoft.Extensions.DependencyInjection;

namespace PennaPay.Billy.Core.Records.Payments;

internal static class PaymentServices
{
    public static IServiceCollection AddPayments(this IServiceCollection services) => services.AddSingleton<PaymentList>();
}
