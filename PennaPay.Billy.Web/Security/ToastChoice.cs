using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Web.Security;

/// <summary>Which messages about pushes a person does not want to see.</summary>
public sealed class ToastChoice(Database database)
{
    public async Task<MutedToasts> MutedAsync(SignedInUser user, CancellationToken cancellationToken)
    {
        await using var context = database.Read(user.Workspace);
        return await context.Users.Where(o => o.Id == user.OwnerId && o.WorkspaceId == user.Workspace)
            .Select(o => o.MutedToasts).SingleOrDefaultAsync(cancellationToken);
    }

    public Task MuteAsync(SignedInUser user, MutedToasts muted, CancellationToken cancellationToken) =>
        database.WriteAsync(user.Workspace, async (context, ct) =>
        {
            var owner = await context.Users.SingleAsync(o => o.Id == user.OwnerId && o.WorkspaceId == user.Workspace, ct);
            owner.MutedToasts = muted;
        }, cancellationToken);
}
