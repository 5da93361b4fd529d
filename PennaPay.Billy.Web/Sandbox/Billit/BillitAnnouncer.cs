using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.Options;
using PennaPay.Billy.Core.Systems.Billit.Api;

namespace PennaPay.Billy.Web.Sandbox.Billit;

internal sealed class BillitAnnouncer(IServer server, BillitEndpoints endpoints, IOptions<SandboxOptions> options) : SandboxAnnouncer(server, options)
{
    // What it is registered as there is told with it.
    protected override void Announce(Uri address, SandboxOptions sandbox)
    {
        var (own, root) = (sandbox.Billit, new Uri(address, BillitSandbox.RootPath + "/"));
        endpoints.Sandbox = new(root, new(root, "Account/Logon"), new(root, "OAuth2/token"), new(root, "OAuth2/revoke"), own.ClientId, own.ClientSecret);
    }
}
