using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.StaticAssets;
using PennaPay.Billy.Core.Access;

namespace PennaPay.Billy.Web.Security.Sessions;

/// <summary>Whether the session that a cookie names is still open, asked for each request.</summary>
internal static class SessionCookie
{
    public static async Task ValidateAsync(CookieValidatePrincipalContext cookie)
    {
        var (http, services) = (cookie.HttpContext, cookie.HttpContext.RequestServices);
        // Scripts and styles are everybody's, and a page loads a dozen of them at once.
        if (http.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is not null)
            return;
        var user = cookie.Principal is { } principal
            ? await services.GetRequiredService<CurrentUser>().CheckAsync(principal, http.RequestAborted)
            : null;
        if (user is { Actor: { Session: { } session } actor })
        {
            await SeeAsync(services, actor, session, user.SeenAt, http.RequestAborted);
            return;
        }

        cookie.RejectPrincipal();
        await http.SignOutAsync(cookie.Scheme.Name);
    }

    private static Task SeeAsync(IServiceProvider services, Actor actor, Guid session, DateTimeOffset seenAt, CancellationToken cancellationToken) =>
        services.GetRequiredService<TimeProvider>().GetUtcNow() - seenAt >= UserSessions.SeenEvery
            ? services.GetRequiredService<UserSessions>().SeeAsync(actor.Workspace, session, cancellationToken)
            : Task.CompletedTask;
}
