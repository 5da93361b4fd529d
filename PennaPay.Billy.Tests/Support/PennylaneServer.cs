using Microsoft.AspNetCore.Builder;
using PennaPay.Billy.Web.Sandbox.Pennylane;

namespace PennaPay.Billy.Tests.Support;

/// <inheritdoc />
public sealed class PennylaneServer : SystemServer<PennylaneSandbox>
{
    private PennylaneServer(WebApplication app, TestClock time)
        : base(app, time)
    {
    }

    /// <summary>Where sign-in and tokens are.</summary>
    public Uri Root => new(Server, PennylaneSandbox.RootPath + "/");

    /// <summary>What a client takes for Pennylane's API.</summary>
    public Uri BaseAddress => new(Server, PennylaneSandbox.ApiPath + "/");

    public static async Task<PennylaneServer> StartAsync(TestClock? clock = null)
    {
        var time = clock ?? new TestClock();
        return new(await LaunchAsync(time), time);
    }
}
