using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.Options;
using PennaPay.Billy.Core.Systems.Pennylane.Api;
using PennaPay.Billy.Web.Health;

namespace PennaPay.Billy.Web.Sandbox.Pennylane;

/// <summary>Tells the product where its sandbox is and what it is registered as there, once the server knows on which port it listens.</summary>
internal sealed class PennylaneAnnouncer(IServer server, PennylaneEndpoints endpoints, IOptions<SandboxOptions> options) : IHostedLifecycleService
{
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        if (options.Value.Enabled && OwnAddress.Of(server) is { } address)
        {
            var (own, root) = (options.Value.Pennylane, new Uri(address, PennylaneSandbox.RootPath + "/"));
            endpoints.Sandbox = new(
                new(address, PennylaneSandbox.ApiPath + "/"), new(root, "oauth/authorize"), new(root, "oauth/token"), new(root, "oauth/revoke"), own.ClientId, own.ClientSecret);
        }

        return Task.CompletedTask;
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
