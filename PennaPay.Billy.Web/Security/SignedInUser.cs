using System.Security.Claims;
using PennaPay.Billy.Core.Access;

namespace PennaPay.Billy.Web.Security;

/// <summary>Who is at the page, and in which workspace.</summary>
public sealed record SignedInUser(WorkspaceId Workspace, string Email, Guid OwnerId);

/// <summary>The claims that a sign-in puts into the cookie.</summary>
internal static class AccountClaims
{
    public const string Workspace = "pennapay:workspace";

    public static WorkspaceId? WorkspaceOf(ClaimsPrincipal principal) =>
        Guid.TryParse(principal.FindFirstValue(Workspace), out var id) && id != Guid.Empty ? new WorkspaceId(id) : null;

    public static Guid? OwnerOf(ClaimsPrincipal principal) =>
        Guid.TryParse(principal.FindFirstValue(ClaimTypes.NameIdentifier), out var id) ? id : null;
}
