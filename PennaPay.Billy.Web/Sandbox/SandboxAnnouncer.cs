using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.Options;
using PennaPay.Billy.Web.Health;

namespace PennaPay.Billy.Web.Sandbox;

/// <summary>Tells the product where a system's sandbox is, once the server knows on which port it listens.</summary>
internal abstract class SandboxAnnouncer(IServer server, IOptions<SandboxOptions> options) : IHostedLifecycleService
{
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        if (options.Value.Enabled && OwnAddress.Of(server) is { } address)
            Announce(address, options.Value);
        return Task.CompletedTask;
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <param name="address">The program's own address.</param>
    /// <param name="sandbox">What the sandbox is like.</param>
    protected abstract void Announce(Uri address, SandboxOptions sandbox);
}
