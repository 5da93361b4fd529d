using System.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using PennaPay.Billy.Core.Access;

namespace PennaPay.Billy.Core.Storage;

/// <summary>The one way to the database: readers that see one workspace, and one writer at a time that repeats itself.</summary>
public sealed class Database(IDbContextFactory<WorkspaceDbContext> contexts, TimeProvider time) : IDisposable
{
    private const int Attempts = 12;

    // SQLite lets one connection write. Queueing here keeps writers of this process from ever meeting its busy handler.
    private readonly SemaphoreSlim writer = new(1);

    /// <summary>Opens the workspace's rows for reading. The caller disposes it; nothing is tracked.</summary>
    public WorkspaceDbContext Read(WorkspaceId workspace)
    {
        var context = contexts.CreateDbContext();
        context.Workspace = workspace;
        context.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        return context;
    }

    /// <summary>
    /// Runs <paramref name="work"/> and saves, all in one transaction. The whole is repeated when the database is busy,
    /// so the delegate must be repeatable: no requests, no state outside the context.
    /// </summary>
    public async Task<T> WriteAsync<T>(
        WorkspaceId workspace, Func<WorkspaceDbContext, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        await writer.WaitAsync(cancellationToken);
        try
        {
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    return await WriteOnceAsync(workspace, work, cancellationToken);
                }
                catch (Exception fault) when (attempt < Attempts && IsBusy(fault))
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(10 * attempt), time, cancellationToken);
                }
            }
        }
        finally
        {
            writer.Release();
        }
    }

    /// <inheritdoc cref="WriteAsync{T}"/>
    public Task WriteAsync(
        WorkspaceId workspace, Func<WorkspaceDbContext, CancellationToken, Task> work, CancellationToken cancellationToken) =>
        WriteAsync(workspace, async (context, ct) => { await work(context, ct); return true; }, cancellationToken);

    /// <inheritdoc />
    public void Dispose() => writer.Dispose();

    private async Task<T> WriteOnceAsync<T>(
        WorkspaceId workspace, Func<WorkspaceDbContext, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        context.Workspace = workspace;
        await using var transaction = await BeginAsync(context, cancellationToken);
        var result = await work(context, cancellationToken);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return result;
    }

    private static Task<IDbContextTransaction> BeginAsync(WorkspaceDbContext context, CancellationToken cancellationToken) =>
        context.Database.BeginTransactionAsync(IsolationLevel.Serializable, cancellationToken);

    private static bool IsBusy(Exception fault) =>
        fault is SqliteException { SqliteErrorCode: 5 or 6 } || fault.InnerException is { } inner && IsBusy(inner);
}
