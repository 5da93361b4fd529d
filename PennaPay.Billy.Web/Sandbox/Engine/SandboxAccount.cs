namespace PennaPay.Billy.Web.Sandbox.Engine;

/// <summary>Everything behind the access tokens of one customer of a system.</summary>
internal abstract class SandboxAccount(SandboxStore store)
{
    private readonly Lock gate = new();
    private Action<IReadOnlyCollection<SandboxRecord>>? keep;

    public SandboxStore Store => store;

    /// <summary>Looks at it, or changes it, while nobody else does. What changed is kept before this returns.</summary>
    public T Do<T>(Func<T> act)
    {
        lock (gate)
        {
            try
            {
                return act();
            }
            finally
            {
                var touched = store.TakeTouched();
                if (touched.Count > 0)
                    keep?.Invoke(touched);
            }
        }
    }

    /// <inheritdoc cref="Do{T}"/>
    public void Do(Action act) => Do<object?>(() =>
    {
        act();
        return null;
    });

    /// <summary>From now on changes are handed to <paramref name="keeper"/>.</summary>
    public void KeepWith(Action<IReadOnlyCollection<SandboxRecord>>? keeper) => keep = keeper;
}
