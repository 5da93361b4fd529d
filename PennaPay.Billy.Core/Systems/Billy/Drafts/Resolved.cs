namespace PennaPay.Billy.Core.Systems.Billy.Drafts;

/// <summary>What something of ours is in Billy, or why that cannot be said: one of the two is there.</summary>
internal readonly record struct Resolved<T>(T? Value, Failure? Refusal)
    where T : class
{
    public static implicit operator Resolved<T>(T value) => new(value, null);

    public static implicit operator Resolved<T>(Failure refusal) => new(null, refusal);
}
