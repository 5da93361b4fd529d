namespace PennaPay.Billy.Core.Sync.Lights;

/// <summary>Computes lights. Pure: the same facts and time give the same light.</summary>
public static class SyncLights
{
    public static SyncLight Of(SyncFacts facts, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(facts);
        if (!facts.IsOn)
            return Light(SyncColor.Grey, SyncLightReason.Off, null);
        if (facts.Problem is { } problem)
            return Light(SyncColor.Red, SyncLightReason.Connection, facts.ProblemAt) with { Failure = problem };
        if (facts.Stopped is { } stopped)
            return OfRun(SyncColor.Red, SyncLightReason.Stopped) with { Failure = stopped };
        if (facts.Failed > 0)
            return OfRun(SyncColor.Red, SyncLightReason.Failed) with { Count = facts.Failed };
        if (!facts.HasBegun)
        {
            return (facts.LastEnded ?? facts.ShownAt) is { } shown
                ? Light(SyncColor.Amber, SyncLightReason.NotBegun, shown)
                : Light(SyncColor.Grey, SyncLightReason.NeverRun, null);
        }

        if (facts.Questions > 0)
            return Light(SyncColor.Amber, SyncLightReason.Questions, facts.AskedAt) with { Count = facts.Questions };
        if (facts.Skipped > 0)
            return OfRun(SyncColor.Amber, SyncLightReason.Skipped) with { Count = facts.Skipped };
        if (IsOverdue(facts, now))
            return Light(SyncColor.Amber, SyncLightReason.Overdue, facts.LastEnded);
        return facts.LastRun is null ? Light(SyncColor.Grey, SyncLightReason.NeverRun, null) : OfRun(SyncColor.Green, SyncLightReason.Alike);

        SyncLight Light(SyncColor color, SyncLightReason reason, DateTimeOffset? at) => new(facts.Module, color, reason, at);

        SyncLight OfRun(SyncColor color, SyncLightReason reason) => Light(color, reason, facts.LastEnded) with { Run = facts.LastRun };
    }

    // Counted from the choice where that is later: who has just switched the clock on is owed nothing yet.
    private static bool IsOverdue(SyncFacts facts, DateTimeOffset now)
    {
        if (facts.Every is not { } every)
            return false;
        var since = facts.LastEnded > facts.ChosenAt || facts.ChosenAt is null ? facts.LastEnded : facts.ChosenAt;
        return since is { } from && now - from > 2 * every;
    }
}
