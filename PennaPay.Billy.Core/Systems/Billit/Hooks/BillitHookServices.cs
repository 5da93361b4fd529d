using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Core.Connections.Webhooks;

namespace PennaPay.Billy.Core.Systems.Billit.Hooks;

internal static class BillitHookServices
{
    /// <summary>Adds being called by Billit, on top of what speaks to it.</summary>
    public static IServiceCollection AddBillitHooks(this IServiceCollection services) => services
        .AddSingleton<SeenCalls>()
        .AddSingleton<IWebhookMaker, BillitHooks>()
        .AddSingleton<IWebhookReceiver, BillitReceiver>();
}
