namespace PennaPay.Billy.Core.Sync.Running;

/// <summary>Wakes the worker: there is a run that waits. It loses nothing when nobody hears it, for runs are rows.</summary>
public sealed class SyncBell : IDisposable
{
    private readonly SemaphoreSlim rung = new(0, 1);

    public void Ring()
    {
        lock (rung)
        {
            if (rung.CurrentCount == 0)
                rung.Release();
        }
    }

    internal Task WaitAsync(CancellationToken cancellationToken) => rung.WaitAsync(cancellationToken);

    /// <inheritdoc />
    public void Dispose() => rung.Dispose();
}
