namespace PennaPay.Billy.Tests.Rig;

/// <summary>A test that takes minutes: it runs where rounds are asked for, as by <c>.ci/run</c> and <c>tools/kill-rig</c>.</summary>
public sealed class RigFactAttribute : FactAttribute
{
    /// <summary>How the number of rounds is asked for.</summary>
    public const string Rounds = "RIG_ROUNDS";

    public RigFactAttribute()
    {
        if (Environment.GetEnvironmentVariable(Rounds) is null)
            Skip = "Takes minutes; tools/kill-rig runs it.";
    }
}
