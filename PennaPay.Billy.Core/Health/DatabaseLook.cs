using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Health;

/// <summary>Whether the database takes a row and gives it back; and, at the first look and once a day, whether every page is sound.</summary>
internal sealed class DatabaseLook(Database database, DatabaseDamage damage, IOptions<StorageOptions> storage, TimeProvider time)
{
    private static readonly TimeSpan Thoroughly = TimeSpan.FromDays(1);

    private long? lookedThroughAt;

    public async Task<Failure?> FindProblemAsync(CancellationToken cancellationToken)
    {
        try
        {
            await LookThroughAsync(cancellationToken);
            if (!damage.IsKnown)
                await WriteAndReadAsync(cancellationToken);
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            damage.Notice(fault);
            if (!damage.IsKnown)
                return FailureOf(fault.GetBaseException());
        }

        return damage.IsKnown ? new Failure(FailureCodes.DatabaseDamaged) : null;
    }

    private async Task LookThroughAsync(CancellationToken cancellationToken)
    {
        if (lookedThroughAt is { } before && time.GetElapsedTime(before) < Thoroughly)
            return;
        await using var db = database.Read(default);
        await damage.LookThroughAsync(db, cancellationToken);
        lookedThroughAt = time.GetTimestamp();
    }

    private async Task WriteAndReadAsync(CancellationToken cancellationToken)
    {
        var (id, filler) = (Guid.CreateVersion7(), RandomNumberGenerator.GetBytes(HealthLook.FillerLength));
        // The row is nobody's, and so in no workspace.
        await database.WriteAsync(default(WorkspaceId), async (db, ct) =>
        {
            db.Add(new HealthLook { Id = id, At = time.GetUtcNow(), Filler = filler });
            await db.SaveChangesAsync(ct);
            // Only now, so that the new row needs room of its own.
            await db.Set<HealthLook>().Where(look => look.Id != id).ExecuteDeleteAsync(ct);
        }, cancellationToken);

        await using var db = database.Read(default);
        var read = await db.Set<HealthLook>().SingleOrDefaultAsync(look => look.Id == id, cancellationToken);
        if (read is null || !read.Filler.AsSpan().SequenceEqual(filler))
            throw new InvalidDataException("What was written was not read again.");
    }

    private Failure FailureOf(Exception fault) => Sqlite.IsFull(fault as SqliteException)
        ? new(FailureCodes.DiskFull, storage.Value.DataDirectory)
        : new(FailureCodes.DatabaseFailing, fault.Message);
}
