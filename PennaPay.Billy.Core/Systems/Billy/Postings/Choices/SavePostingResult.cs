namespace PennaPay.Billy.Core.Systems.Billy.Postings.Choices;

/// <summary>What came of storing choices.</summary>
public abstract record SavePostingResult
{
    private SavePostingResult()
    {
    }

    /// <summary>All of them hold from the next push on.</summary>
    public sealed record Saved : SavePostingResult;

    /// <summary>Somebody else chose otherwise since; none is stored.</summary>
    public sealed record ChangedMeanwhile : SavePostingResult;

    /// <summary>None is stored.</summary>
    public sealed record Refused(Failure Failure) : SavePostingResult;
}
