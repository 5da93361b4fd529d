namespace PennaPay.Billy.Core.Push.Plans;

/// <summary>What came of planning a push.</summary>
public abstract record PushPlanResult
{
    private PushPlanResult()
    {
    }

    public sealed record Planned(PushPlan Plan) : PushPlanResult;

    /// <summary>There is nowhere to push to.</summary>
    public sealed record Refused(Failure Failure) : PushPlanResult;
}
