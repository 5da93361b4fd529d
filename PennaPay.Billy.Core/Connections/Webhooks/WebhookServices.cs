using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace PennaPay.Billy.Core.Connections.Webhooks;

internal static class WebhookServices
{
    /// <summary>Adds the door for calls of systems; who takes them and who asks for them comes from the systems.</summary>
    public static IServiceCollection AddWebhooks(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<IValidateOptions<PublicAddress>, PublicAddressValidator>();
        services.AddOptions<PublicAddress>().Configure(options => options.Text = configuration[PublicAddress.Key]).ValidateOnStart();
        return services
            .AddSingleton<WebhookDoor>()
            .AddSingleton<WebhookKeeper>()
            .AddSingleton<IDisconnecting>(provider => provider.GetRequiredService<WebhookKeeper>())
            .AddHostedService<WebhookWatch>();
    }
}
