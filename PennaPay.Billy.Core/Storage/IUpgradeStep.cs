namespace PennaPay.Billy.Core.Storage;

/// <summary>What a feature has to do at start where the database may come from an earlier version.</summary>
public interface IUpgradeStep
{
    /// <summary>Reads what only the earlier shape tells.</summary>
    /// <param name="db">The database as it was left.</param>
    /// <param name="missing">The migrations that it lacks; none where it is new or of this version.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task BeforeAsync(WorkspaceDbContext db, IReadOnlySet<string> missing, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Does the rest, in the shape that this version expects. Runs at every start.</summary>
    Task AfterAsync(CancellationToken cancellationToken);
}
