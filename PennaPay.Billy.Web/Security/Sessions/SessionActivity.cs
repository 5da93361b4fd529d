using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace PennaPay.Billy.Web.Security.Sessions;

/// <summary>Somebody who types and clicks in an open page uses the session, though no request comes.</summary>
internal sealed class SessionActivity(AuthenticationStateProvider authentication, UserSessions sessions, TimeProvider time) : CircuitHandler
{
    private DateTimeOffset seenAt = time.GetUtcNow();

    public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(Func<CircuitInboundActivityContext, Task> next) =>
        async context =>
        {
            if (time.GetUtcNow() - seenAt is var passed && (passed >= UserSessions.SeenEvery || passed < TimeSpan.Zero))
                await SeeAsync();
            await next(context);
        };

    private async Task SeeAsync()
    {
        seenAt = time.GetUtcNow();
        var user = (await authentication.GetAuthenticationStateAsync()).User;
        if (AccountClaims.WorkspaceOf(user) is { } workspace && AccountClaims.SessionOf(user) is { } session)
            await sessions.SeeAsync(workspace, session, default);
    }
}
