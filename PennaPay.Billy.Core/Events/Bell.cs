namespace PennaPay.Billy.Core.Events;

/// <summary>Wakes one worker. It loses nothing when nobody hears it, for what there is to do stands in rows; ringing twice is ringing once.</summary>
public abstract class Bell : IDisposable
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
    public void Dispose()
    {
        rung.Dispose();
        GC.SuppressFinalize(this);
    }
}
