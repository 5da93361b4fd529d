using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Records.Invoices.Intake;

/// <summary>Saves many rows some at a time, so that never more than those are tracked besides what was tracked before.</summary>
internal sealed class Batches : IDisposable
{
    /// <summary>Few enough that the change tracker stays quick, many enough that saving is not.</summary>
    public const int Size = 500;

    private readonly WorkspaceDbContext db;
    private readonly HashSet<object> before;

    public Batches(WorkspaceDbContext db)
    {
        this.db = db;
        before = db.ChangeTracker.Entries().Select(entry => entry.Entity).ToHashSet(ReferenceEqualityComparer.Instance);
        db.ChangeTracker.AutoDetectChangesEnabled = false;
    }

    /// <summary>Saves what was added and changed, and forgets what was not there before.</summary>
    public async Task SaveAsync(CancellationToken cancellationToken)
    {
        // A handler may have changed what it added or found.
        db.ChangeTracker.DetectChanges();
        await db.SaveChangesAsync(cancellationToken);
        if (before.Count == 0)
            db.ChangeTracker.Clear();
        else
            db.ChangeTracker.Entries().Where(entry => !before.Contains(entry.Entity)).ToList().ForEach(entry => entry.State = EntityState.Detached);
    }

    public void Dispose() => db.ChangeTracker.AutoDetectChangesEnabled = true;
}
