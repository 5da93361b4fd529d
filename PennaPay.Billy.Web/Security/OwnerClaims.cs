using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using PennaPay.Billy.Core.Access;

namespace PennaPay.Billy.Web.Security;

/// <summary>Puts the workspace into the sign-in cookie; <see cref="CurrentUser"/> checks it again at every use.</summary>
internal sealed class OwnerClaims(UserManager<Owner> users, IOptions<IdentityOptions> options)
    : UserClaimsPrincipalFactory<Owner>(users, options)
{
    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(Owner user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        identity.AddClaim(new Claim(AccountClaims.Workspace, user.WorkspaceId.Value.ToString()));
        return identity;
    }
}
