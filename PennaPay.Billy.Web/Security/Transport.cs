using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace PennaPay.Billy.Web.Security;

/// <summary>
/// The way between a visitor and the program. Outside Development nothing of a session travels in clear: it comes by https of
/// our own, through proxies that are named, or does not leave this machine.
/// </summary>
internal static class Transport
{
    private const string InClear =
        "This site is served over https only. Its proxy has to send X-Forwarded-Proto, and to stand in Security:TrustedProxies.";

    private const string FromElsewhere =
        "This site is served to its own machine alone (Security:PlainHttpOnThisHost). Behind a proxy, name that in Security:TrustedProxies instead.";

    private static readonly string[] ProxyHeaders = ["X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "Forwarded"];

    /// <summary>Whether every visitor is on https, so that cookies may ask for it.</summary>
    public static bool IsEncrypted(IHostEnvironment environment, SecurityOptions options) =>
        !environment.IsDevelopment() && !options.PlainHttpOnThisHost;

    public static IServiceCollection AddTransport(this IServiceCollection services)
    {
        services.AddHsts(hsts => hsts.MaxAge = TimeSpan.FromDays(365));
        services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<SecurityOptions>, IConfiguration>((headers, security, configuration) =>
        {
            headers.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
            // As many as are trusted in a row, instead of the last one only.
            headers.ForwardLimit = null;
            headers.KnownProxies.Clear();
            headers.KnownIPNetworks.Clear();
            foreach (var network in TrustedProxies.Read(security.Value.TrustedProxies))
                headers.KnownIPNetworks.Add(network);
            headers.AllowedHosts = [.. HostNames.In(configuration)];
        });
        return services;
    }

    /// <summary>Before everything that asks who a visitor is.</summary>
    public static void UseTransport(this WebApplication app)
    {
        var options = app.Services.GetRequiredService<IOptions<SecurityOptions>>().Value;
        if (TrustedProxies.Read(options.TrustedProxies).Count > 0)
            app.UseForwardedHeaders();
        app.Use(KeepRedirectsRelative);
        app.Use(KnowVisitorAsync);
        if (options.PlainHttpOnThisHost)
            app.RefuseWhen(context => ProxyHeaders.Any(context.Request.Headers.ContainsKey), FromElsewhere);
        if (!IsEncrypted(app.Environment, options))
            return;
        app.UseHsts();
        app.RefuseWhen(context => !context.Request.IsHttps && !context.Request.Path.StartsWithSegments("/health"), InClear);
    }

    private static void RefuseWhen(this IApplicationBuilder app, Func<HttpContext, bool> predicate, string why) =>
        app.UseWhen(predicate, refused => refused.Run(context =>
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            context.Response.ContentType = "text/plain";
            return context.Response.WriteAsync(why, context.RequestAborted);
        }));

    private static Task KnowVisitorAsync(HttpContext context, RequestDelegate next)
    {
        context.RequestServices.GetRequiredService<Visitor>().Address = context.Connection.RemoteIpAddress?.ToString();
        return next(context);
    }

    /// <summary>A path leads to wherever the browser is, also where a proxy changed name or scheme on the way.</summary>
    private static Task KeepRedirectsRelative(HttpContext context, RequestDelegate next)
    {
        context.Response.OnStarting(() =>
        {
            if (context.Response.Headers.Location is [{ } location]
                && Uri.TryCreate(location, UriKind.Absolute, out var target) && target.Scheme is "http" or "https"
                && target.Authority.Equals(context.Request.Host.Value, StringComparison.OrdinalIgnoreCase)
                // A path of two slashes would be another host's name.
                && target.AbsolutePath is not ['/', '/' or '\\', ..])
                context.Response.Headers.Location = target.PathAndQuery + target.Fragment;
            return Task.CompletedTask;
        });
        return next(context);
    }
}
