using Microsoft.AspNetCore.Builder;
using PennaPay.Billy.Web.Sandbox.PlugAndPay;

namespace PennaPay.Billy.Tests.Support;

/// <inheritdoc />
public sealed class PlugAndPayServer : SystemServer<PlugAndPaySandbox>
{
    private PlugAndPayServer(WebApplication app, TestClock time)
        : base(app, time)
    {
    }

    /// <summary>The root of the server.</summary>
    public Uri Root => Server;

    /// <summary>What a client takes for Plug&amp;Pay's API.</summary>
    public Uri BaseAddress => new(Server, PlugAndPaySandbox.ApiPath + "/");

    public static async Task<PlugAndPayServer> StartAsync(TestClock? clock = null)
    {
        var time = clock ?? new TestClock();
        return new(await LaunchAsync(time), time);
    }
}
