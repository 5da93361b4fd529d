using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace PennaPay.Billy.Tests.Support;

/// <summary>A few endpoints on a real port of this machine, without the program around them.</summary>
internal static class LocalServer
{
    /// <summary>Starts it on a free port, which <see cref="WebApplication.Urls"/> then tells.</summary>
    public static async Task<WebApplication> StartAsync(Action<WebApplicationBuilder> add, Action<WebApplication> map)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        add(builder);
        var app = builder.Build();
        map(app);
        await app.StartAsync();
        return app;
    }
}
