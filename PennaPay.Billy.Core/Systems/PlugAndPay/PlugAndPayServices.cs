using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Connections.Webhooks;
using PennaPay.Billy.Core.Records.Invoices.Editing;
using PennaPay.Billy.Core.Sync.Sources;
using PennaPay.Billy.Core.Systems.PlugAndPay.Api;
using PennaPay.Billy.Core.Systems.PlugAndPay.Hooks;
using PennaPay.Billy.Core.Systems.PlugAndPay.Orders;

namespace PennaPay.Billy.Core.Systems.PlugAndPay;

/// <summary>Registration of all that Core knows of Plug&amp;Pay.</summary>
internal static class PlugAndPayServices
{
    public static IServiceCollection AddPlugAndPay(this IServiceCollection services, IConfiguration configuration) => services
        .AddPlugAndPayApi(configuration)
        .AddSingleton<ExternalSystem, PlugAndPaySystem>()
        .AddSingleton(new MirroredOrigin(PlugAndPaySystem.Origin))
        .AddSingleton<OrderSteps>()
        .AddSingleton<OpenOrders>()
        .AddSingleton<ISource, PlugAndPaySource>()
        .AddSingleton<IWebhookMaker, PlugAndPayRules>()
        .AddSingleton<IWebhookReceiver, PlugAndPayReceiver>();
}
