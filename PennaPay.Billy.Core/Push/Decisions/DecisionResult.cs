namespace PennaPay.Billy.Core.Push.Decisions;

/// <summary>What became of something that a person decided about a push.</summary>
public abstract record DecisionResult
{
    private DecisionResult()
    {
    }

    /// <summary>It is as the person wanted.</summary>
    public sealed record Done : DecisionResult;

    /// <summary>It would not be safe, or could not be found out.</summary>
    public sealed record Refused(Failure Failure) : DecisionResult;
}
