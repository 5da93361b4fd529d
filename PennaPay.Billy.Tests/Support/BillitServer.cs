using Microsoft.AspNetCore.Builder;
using PennaPay.Billy.Web.Sandbox.Billit;

namespace PennaPay.Billy.Tests.Support;

/// <inheritdoc />
public sealed class BillitServer : SystemServer<BillitSandbox>
{
    private BillitServer(WebApplication app, TestClock time)
        : base(app, time)
    {
    }

    /// <summary>Where the portal and tokens are, and what a client takes for Billit's API.</summary>
    public Uri Root => new(Server, BillitSandbox.RootPath + "/");

    public static async Task<BillitServer> StartAsync(TestClock? clock = null)
    {
        var time = clock ?? new TestClock();
        return new(await LaunchAsync(time), time);
    }
}
