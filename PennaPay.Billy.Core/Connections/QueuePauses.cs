using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Http;

namespace PennaPay.Billy.Core.Connections;

/// <summary>Makes the pushes of one connection wait, and lets them go on.</summary>
public sealed class QueuePauses(ConnectionStore store, TimeProvider time)
{
    /// <summary>
    /// Waits until a time or, without one, until a person has seen to it; unless another secret has been stored since the
    /// connection was opened, or it was found to work by now.
    /// </summary>
    public Task PauseAsync(Connection openedWith, Failure failure, DateTimeOffset? until, CancellationToken cancellationToken) =>
        store.ChangeAsync(openedWith, row =>
        {
            // A person who tested it meanwhile has been told that pushes go on.
            if (!failure.ConcernsTheConnection() || row.VerifiedAt == openedWith.VerifiedAt)
                Pause(row, failure, until);
        }, cancellationToken);

    /// <summary>The same, whatever secret is stored.</summary>
    public Task PauseAsync(WorkspaceId workspace, Guid connection, Failure failure, DateTimeOffset? until, CancellationToken cancellationToken) =>
        store.ChangeAsync(workspace, connection, row => Pause(row, failure, until), cancellationToken);

    /// <summary>Waits because a person wants it to, until a person lets it go on.</summary>
    public Task PauseAsync(Actor actor, Guid connection, CancellationToken cancellationToken) =>
        store.ChangeAsync(actor, "connection.paused", connection, row => row.Pause(new Failure(FailureCodes.PausedByOwner), time.GetUtcNow(), null), cancellationToken);

    /// <summary>Lets the pushes go on.</summary>
    public Task ResumeAsync(Actor actor, Guid connection, CancellationToken cancellationToken) =>
        store.ChangeAsync(actor, "connection.resumed", connection, row => row.Resume(), cancellationToken);

    private void Pause(Connection row, Failure failure, DateTimeOffset? until)
    {
        var now = time.GetUtcNow();
        row.Pause(failure, now, until);
        if (failure.ConcernsTheConnection())
            row.Fail(failure, now);
    }
}
