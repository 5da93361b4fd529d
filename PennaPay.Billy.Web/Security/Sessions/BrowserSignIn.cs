using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using PennaPay.Billy.Core.Access;

namespace PennaPay.Billy.Web.Security.Sessions;

/// <summary>Signs a browser in and out: a session that the server knows, and a cookie that names it.</summary>
public sealed partial class BrowserSignIn(
    SignInManager<User> signIn, UserSessions sessions, CurrentUser users, ILogger<BrowserSignIn> logger)
{
    /// <param name="http">The browser's request.</param>
    /// <param name="user">Who has shown to be it.</param>
    /// <param name="remember">Whether the browser keeps the cookie when it is closed.</param>
    /// <returns>False when the user belongs to no workspace, so that there is nothing to sign in to.</returns>
    public async Task<bool> BeginAsync(HttpContext http, User user, bool remember)
    {
        var principal = await signIn.CreateUserPrincipalAsync(user);
        if (AccountClaims.WorkspaceOf(principal) is not { } workspace)
            return false;
        // Of the role nothing is asked here but that there is one.
        var address = http.Connection.RemoteIpAddress?.ToString();
        var actor = Actor.Person(workspace, user.Id, user.Email!, Role.Viewer, address: address);
        var session = await sessions.BeginAsync(actor, DeviceName.Of(http.Request.Headers.UserAgent), address ?? "", http.RequestAborted);
        principal.Identities.First().AddClaim(new Claim(AccountClaims.Session, session.ToString()));
        await http.SignInAsync(signIn.AuthenticationScheme, principal, new AuthenticationProperties { IsPersistent = remember });
        return true;
    }

    /// <returns>False when only this browser forgets the session, because that it ended could not be written.</returns>
    public async Task<bool> EndAsync(HttpContext http)
    {
        await signIn.SignOutAsync();
        try
        {
            // Also when the tab is closed meanwhile: whoever has asked for it relies on it.
            if (await users.CheckAsync(http.User, CancellationToken.None) is { Actor: { Session: { } session } actor })
                await sessions.EndAsync(actor, session, CancellationToken.None);
            return true;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            Log.NotEnded(logger, fault.Message);
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Somebody signed out, but the session could not be ended: {Fault}")]
        public static partial void NotEnded(ILogger logger, string fault);
    }
}
