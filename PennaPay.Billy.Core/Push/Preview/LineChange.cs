using PennaPay.Billy.Core.Push.Targets;

namespace PennaPay.Billy.Core.Push.Preview;

/// <summary>One line on one or both sides.</summary>
/// <param name="Before">The line as it was; null when it is new.</param>
/// <param name="Now">The line as it is; null when it is gone.</param>
public sealed record LineChange(DraftViewLine? Before, DraftViewLine? Now)
{
    public bool IsSame => Before is not null && Now is not null && Before == Now with { Posting = Now.Posting with { Failure = null } };
}
