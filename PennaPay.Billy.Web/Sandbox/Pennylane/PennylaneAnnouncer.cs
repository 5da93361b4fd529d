using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.Options;
using PennaPay.Billy.Core.Systems.Pennylane.Api;

namespace PennaPay.Billy.Web.Sandbox.Pennylane;

internal sealed class PennylaneAnnouncer(IServer server, PennylaneEndpoints endpoints, IOptions<SandboxOptions> options) : SandboxAnnouncer(server, options)
{
    // What it is registered as there is told with it.
    protected override void Announce(Uri address, SandboxOptions sandbox)
    {
        var (own, root) = (sandbox.Pennylane, new Uri(address, PennylaneSandbox.RootPath + "/"));
        endpoints.Sandbox = new(
            new(address, PennylaneSandbox.ApiPath + "/"), new(root, "oauth/authorize"), new(root, "oauth/token"), new(root, "oauth/revoke"), own.ClientId, own.ClientSecret);
    }
}
