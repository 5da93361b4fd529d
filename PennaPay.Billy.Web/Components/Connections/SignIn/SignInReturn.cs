using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Connections.OAuth;
using PennaPay.Billy.Web.Security;

namespace PennaPay.Billy.Web.Components.Connections.SignIn;

/// <summary>Where systems send people back to after signing in there.</summary>
internal static class SignInReturn
{
    /// <summary>As it is registered with the systems, below this program's own address.</summary>
    public const string Path = "/connections/return";

    /// <summary>The part of a page's address that says why nothing was connected, as a code.</summary>
    public const string Problem = "problem";

    /// <summary>The part that says which connection is to work again.</summary>
    public const string Again = "again";

    /// <summary>Only what this program itself says is shown.</summary>
    public static Failure? Read(string? problem) => problem is not null && FailureCodes.All.Contains(problem) ? new Failure(problem) : null;

    public static void MapSignInReturn(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet(Path, ReturnAsync).RequireAuthorization();

    private static async Task<IResult> ReturnAsync(
        HttpContext context, CurrentUser users, OAuthSignIns signIns, string? state, string? code, string? error, CancellationToken cancellationToken)
    {
        if (await users.CheckAsync(context.User, cancellationToken) is not { } user)
            return Results.Challenge();
        // The address holds what tokens are got with: it stays in no cache and is told to nobody.
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["Referrer-Policy"] = "no-referrer";
        return await signIns.FinishAsync(user.Actor, new(state, code, error), cancellationToken) switch
        {
            SignInResult.Connected connected => Results.LocalRedirect(ConnectionPages.Of(connected.System, connected.Connection)),
            SignInResult.Choose choose => Results.LocalRedirect(ConnectionPages.Choose(choose.System, choose.Id)),
            SignInResult.Failed failed => Results.LocalRedirect(
                $"{ConnectionPages.Of(failed.System)}?{Problem}={Uri.EscapeDataString(failed.Failure.Code)}{(failed.Connection is { } again ? $"&{Again}={again}" : "")}"),
            _ => Results.NotFound(),
        };
    }
}
