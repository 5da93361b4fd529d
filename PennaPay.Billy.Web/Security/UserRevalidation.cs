using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using PennaPay.Billy.Web.Security.Sessions;

namespace PennaPay.Billy.Web.Security;

/// <summary>Ends an open page whose session has ended: at once when that is told, and by looking for whatever is not.</summary>
internal sealed class UserRevalidation : RevalidatingServerAuthenticationStateProvider
{
    private readonly IServiceScopeFactory scopes;
    private readonly SessionFeed feed;
    private IDisposable? subscription;

    public UserRevalidation(ILoggerFactory logging, IServiceScopeFactory scopes, SessionFeed feed) : base(logging)
    {
        (this.scopes, this.feed) = (scopes, feed);
        AuthenticationStateChanged += changed => _ = FollowAsync(changed);
    }

    protected override TimeSpan RevalidationInterval => TimeSpan.FromMinutes(1);

    protected override async Task<bool> ValidateAuthenticationStateAsync(
        AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<CurrentUser>()
            .CheckAsync(authenticationState.User, cancellationToken) is not null;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            subscription?.Dispose();
        base.Dispose(disposing);
    }

    private async Task FollowAsync(Task<AuthenticationState> changed)
    {
        subscription?.Dispose();
        var user = (await changed).User;
        if (AccountClaims.WorkspaceOf(user) is not { } workspace || AccountClaims.SessionOf(user) is not { } session)
            return;
        subscription = feed.Subscribe(workspace, ended =>
        {
            if (ended.Sessions.Contains(session))
                SetAuthenticationState(Task.FromResult(new AuthenticationState(new ClaimsPrincipal(new ClaimsIdentity()))));
            return Task.CompletedTask;
        });
    }
}
