using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.Options;
using PennaPay.Billy.Core.Systems.PlugAndPay.Api;

namespace PennaPay.Billy.Web.Sandbox.PlugAndPay;

internal sealed class PlugAndPayAnnouncer(IServer server, PlugAndPayEndpoints endpoints, IOptions<SandboxOptions> options) : SandboxAnnouncer(server, options)
{
    protected override void Announce(Uri address, SandboxOptions sandbox) => endpoints.Sandbox = new(address, PlugAndPaySandbox.ApiPath + "/");
}
