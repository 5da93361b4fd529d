using PennaPay.Billy.Core.Access;

namespace PennaPay.Billy.Core.Push;

/// <summary>Who started a push, and why.</summary>
/// <param name="Cause">Why.</param>
/// <param name="By">What history shows: <see cref="Actor.Name"/>.</param>
internal sealed record PushStarter(PushCause Cause, string By)
{
    /// <summary>An invoice that went by itself.</summary>
    public static PushStarter Auto { get; } = new(PushCause.AutoPush, "auto");
}
