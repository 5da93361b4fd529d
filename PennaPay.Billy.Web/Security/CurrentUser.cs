using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Web.Security;

/// <summary>The signed-in user of one page or request, re-checked against the database at every call.</summary>
public sealed class CurrentUser(
    AuthenticationStateProvider authentication, Database database, IOptions<IdentityOptions> identity)
{
    /// <summary>The user; throws when nobody is signed in any more, which the page's error boundary turns into a way on.</summary>
    public async Task<SignedInUser> GetAsync()
    {
        var state = await authentication.GetAuthenticationStateAsync();
        return await CheckAsync(state.User, default)
            ?? throw new UnauthorizedAccessException("Nobody is signed in.");
    }

    /// <summary>The user whom the cookie names, if the database still agrees with every part of it.</summary>
    internal async Task<SignedInUser?> CheckAsync(ClaimsPrincipal principal, CancellationToken cancellationToken)
    {
        if (principal.Identity?.IsAuthenticated != true
            || AccountClaims.UserOf(principal) is not { } userId
            || AccountClaims.WorkspaceOf(principal) is not { } workspace)
            return null;
        await using var context = database.Read(workspace);
        var known = await context.Set<Membership>()
            .Where(membership => membership.UserId == userId)
            .Join(context.Users, membership => membership.UserId, user => user.Id, (membership, user) => new
            {
                membership.Role, user.Email, user.SecurityStamp,
            })
            .SingleOrDefaultAsync(cancellationToken);
        return known is not null
            && known.SecurityStamp == principal.FindFirstValue(identity.Value.ClaimsIdentity.SecurityStampClaimType)
            ? new SignedInUser(Actor.Person(workspace, userId, known.Email!, known.Role))
            : null;
    }
}
