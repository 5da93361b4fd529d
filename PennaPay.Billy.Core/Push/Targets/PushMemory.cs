namespace PennaPay.Billy.Core.Push.Targets;

/// <summary>
/// What a target has read of an account while a worker works off one queue, so that a thousand new customers cost one list of
/// contacts. It ends with the work: people use the system meanwhile.
/// </summary>
public sealed class PushMemory
{
    private object? kept;

    /// <summary>What is remembered, made on first use.</summary>
    public T Of<T>(Func<T> make)
        where T : class
    {
        if (kept is T known)
            return known;
        var made = make();
        kept = made;
        return made;
    }

    /// <summary>Forgets everything, after the system showed that it has changed.</summary>
    public void Forget() => kept = null;
}
