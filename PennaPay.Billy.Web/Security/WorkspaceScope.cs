using PennaPay.Billy.Core;

namespace PennaPay.Billy.Web.Security;

/// <summary>
/// Says in the log whose workspace a person is at work in, for as long as the request lasts; a page's circuit is one.
/// </summary>
internal sealed class WorkspaceScope(RequestDelegate next, ILogger<WorkspaceScope> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        using var scope = AccountClaims.WorkspaceOf(context.User) is { } workspace
            ? logger.BeginScope(new LogScope(new KeyValuePair<string, object?>("Workspace", workspace)))
            : null;
        await next(context);
    }
}
