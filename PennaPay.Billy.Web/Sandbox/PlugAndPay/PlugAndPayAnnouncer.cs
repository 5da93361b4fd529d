using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.Options;
using PennaPay.Billy.Core.Systems.PlugAndPay.Api;
using PennaPay.Billy.Web.Health;

namespace PennaPay.Billy.Web.Sandbox.PlugAndPay;

/// <summary>Tells the product where its sandbox is, once the server knows on which port it listens.</summary>
internal sealed class PlugAndPayAnnouncer(IServer server, PlugAndPayEndpoints endpoints, IOptions<SandboxOptions> options) : IHostedLifecycleService
{
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        if (options.Value.Enabled && OwnAddress.Of(server) is { } address)
            endpoints.Sandbox = new(address, PlugAndPaySandbox.ApiPath + "/");
        return Task.CompletedTask;
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
