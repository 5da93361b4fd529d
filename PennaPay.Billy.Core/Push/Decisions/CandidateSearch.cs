namespace PennaPay.Billy.Core.Push.Decisions;

/// <summary>What a search on behalf of a push showed.</summary>
public abstract record CandidateSearch
{
    private CandidateSearch()
    {
    }

    /// <summary>What may belong to the push; an empty list when the system holds nothing of the kind.</summary>
    public sealed record Found(IReadOnlyList<DocumentCandidate> Candidates) : CandidateSearch;

    /// <summary>The system could not be asked, so nothing is known.</summary>
    public sealed record Failed(Failure Failure) : CandidateSearch;
}
