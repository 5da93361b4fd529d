using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Web.Security;

/// <summary>What a person likes, in every workspace and every browser.</summary>
public sealed class UserPreferences(Database database)
{
    /// <summary>Which messages about pushes the user does not want to see.</summary>
    public async Task<MutedToasts> MutedAsync(SignedInUser user, CancellationToken cancellationToken)
    {
        await using var context = database.Read(user.Workspace);
        return await context.Users.Where(known => known.Id == user.UserId).Select(known => known.MutedToasts).SingleOrDefaultAsync(cancellationToken);
    }

    public Task MuteAsync(Actor actor, MutedToasts muted, CancellationToken cancellationToken) =>
        ChangeAsync(actor, user => user.MutedToasts = muted, cancellationToken);

    public Task SetCultureAsync(Actor actor, string culture, CancellationToken cancellationToken) =>
        ChangeAsync(actor, user => user.Culture = culture, cancellationToken);

    public Task SetThemeAsync(Actor actor, string theme, CancellationToken cancellationToken) =>
        ChangeAsync(actor, user => user.Theme = theme, cancellationToken);

    private Task ChangeAsync(Actor actor, Action<User> change, CancellationToken cancellationToken) =>
        database.WriteAsync(actor, Permission.KeepOwnPreferences, async (context, ct) =>
        {
            change(await context.Users.SingleAsync(user => user.Id == actor.UserId, ct));
            context.Audit("preferences.changed", nameof(User), actor.UserId);
        }, cancellationToken);
}
