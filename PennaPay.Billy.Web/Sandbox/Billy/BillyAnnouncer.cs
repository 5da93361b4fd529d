using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.Options;
using PennaPay.Billy.Core.Systems.Billy;

namespace PennaPay.Billy.Web.Sandbox.Billy;

internal sealed class BillyAnnouncer(IServer server, BillyEndpoints endpoints, IOptions<SandboxOptions> options) : SandboxAnnouncer(server, options)
{
    protected override void Announce(Uri address, SandboxOptions sandbox) => endpoints.Sandbox = new(address, BillySandbox.ApiPath + "/");
}
