using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Web.Security;

/// <summary>Puts the workspace into the sign-in cookie; <see cref="CurrentUser"/> checks it again at every use.</summary>
internal sealed class UserClaims(UserManager<User> users, Database database, IOptions<IdentityOptions> options)
    : UserClaimsPrincipalFactory<User>(users, options)
{
    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(User user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        if (await WorkspaceOfAsync(user.Id) is { } workspace)
            identity.AddClaim(new Claim(AccountClaims.Workspace, workspace.Value.ToString()));
        return identity;
    }

    /// <summary>The one that the user has been in for longest.</summary>
    private async Task<WorkspaceId?> WorkspaceOfAsync(Guid user)
    {
        await using var context = database.Read(default);
        // It is the question which workspace it is, so none can be named.
        return await context.Set<Membership>().IgnoreQueryFilters()
            .Where(membership => membership.UserId == user)
            .OrderBy(membership => membership.Since)
            .Select(membership => (WorkspaceId?)membership.WorkspaceId)
            .FirstOrDefaultAsync();
    }
}
