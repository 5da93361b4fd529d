using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Web.Security;

/// <summary>The signed-in user of one page or request, re-checked against the database at every call.</summary>
public sealed class CurrentUser(
    AuthenticationStateProvider authentication, Database database, Visitor visitor, TimeProvider time)
{
    /// <summary>The user; throws when nobody is signed in any more, which the page's error boundary turns into a way on.</summary>
    public async Task<SignedInUser> GetAsync()
    {
        var state = await authentication.GetAuthenticationStateAsync();
        return await CheckAsync(state.User, default)
            ?? throw new UnauthorizedAccessException("Nobody is signed in.");
    }

    /// <summary>The user whom the cookie names, if the session is open and the database still agrees with every part of it.</summary>
    internal async Task<SignedInUser?> CheckAsync(ClaimsPrincipal principal, CancellationToken cancellationToken)
    {
        if (principal.Identity?.IsAuthenticated != true
            || AccountClaims.UserOf(principal) is not { } userId
            || AccountClaims.WorkspaceOf(principal) is not { } workspace
            || AccountClaims.SessionOf(principal) is not { } sessionId)
            return null;
        await using var context = database.Read(workspace);
        var known = await (
            from session in Session.Open(context.Set<Session>(), time.GetUtcNow())
            where session.Id == sessionId && session.UserId == userId
            join membership in context.Set<Membership>() on session.UserId equals membership.UserId
            join user in context.Users on session.UserId equals user.Id
            select new { membership.Role, user.Email, session.SeenAt, session.ConfirmedAt, session.Address }).SingleOrDefaultAsync(cancellationToken);
        return known is null
            ? null
            : new(
                Actor.Person(workspace, userId, known.Email!, known.Role, sessionId, visitor.Address ?? (known.Address is "" ? null : known.Address)),
                known.SeenAt, known.ConfirmedAt);
    }
}
