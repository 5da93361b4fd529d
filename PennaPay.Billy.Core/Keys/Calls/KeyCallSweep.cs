using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Access.Keys;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Keys.Calls;

/// <summary>Takes away old calls, and keys that were revoked so long ago that none of theirs is left.</summary>
internal sealed class KeyCallSweep(Database database, TimeProvider time)
{
    /// <summary>How long a call is kept.</summary>
    public static readonly TimeSpan KeptFor = ApiKeys.KeptAfterwards;

    /// <summary>The most that a workspace keeps.</summary>
    public const int Most = 200_000;

    // Nobody who writes waits for more than these.
    private const int Slice = 2_000;

    /// <summary>Sweeps all workspaces.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="most">See <see cref="Most"/>.</param>
    /// <returns>How many calls went.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken, int most = Most)
    {
        var oldest = time.GetUtcNow() - KeptFor;
        await using var everywhere = database.Read(default);
        // The clock sweeps for all workspaces alike.
        var workspaces = await everywhere.Set<ApiKey>().IgnoreQueryFilters().Select(key => key.WorkspaceId).Distinct().ToListAsync(cancellationToken);
        var gone = 0;
        foreach (var workspace in workspaces)
        {
            // What is to go is found without holding anybody up.
            var last = await LastToGoAsync(workspace, oldest, most, cancellationToken);
            var slice = last == 0 ? 0 : Slice;
            while (slice == Slice)
            {
                slice = await database.WriteAsync(
                    workspace,
                    (db, ct) => db.Set<KeyCall>().Where(call => call.Id <= last).OrderBy(call => call.Id).Take(Slice).ExecuteDeleteAsync(ct),
                    cancellationToken);
                gone += slice;
            }

            // A day later than its last call may be.
            await database.WriteAsync(
                workspace, (db, ct) => db.Set<ApiKey>().Where(key => key.RevokedAt < oldest.AddDays(-1)).ExecuteDeleteAsync(ct), cancellationToken);
        }

        return gone;
    }

    private async Task<long> LastToGoAsync(WorkspaceId workspace, DateTimeOffset oldest, int most, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        var tooOld = await db.Set<KeyCall>().Where(call => call.At < oldest).MaxAsync(call => (long?)call.Id, cancellationToken);
        var tooMany = await db.Set<KeyCall>().OrderByDescending(call => call.Id).Skip(most).Select(call => (long?)call.Id).FirstOrDefaultAsync(cancellationToken);
        return Math.Max(tooOld ?? 0, tooMany ?? 0);
    }
}
