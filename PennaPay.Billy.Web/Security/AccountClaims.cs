using System.Security.Claims;
using PennaPay.Billy.Core.Access;

namespace PennaPay.Billy.Web.Security;

/// <summary>The claims that a sign-in puts into the cookie.</summary>
internal static class AccountClaims
{
    public const string Session = "pennapay:session";

    public const string Workspace = "pennapay:workspace";

    public static Guid? SessionOf(ClaimsPrincipal principal) =>
        Guid.TryParse(principal.FindFirstValue(Session), out var id) ? id : null;

    public static WorkspaceId? WorkspaceOf(ClaimsPrincipal principal) =>
        Guid.TryParse(principal.FindFirstValue(Workspace), out var id) && id != Guid.Empty ? new WorkspaceId(id) : null;

    public static Guid? UserOf(ClaimsPrincipal principal) =>
        Guid.TryParse(principal.FindFirstValue(ClaimTypes.NameIdentifier), out var id) ? id : null;
}
