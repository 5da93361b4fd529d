namespace PennaPay.Billy.Core.Systems.Billy.Postings.Table;

/// <summary>What came of asking how lines go to Billy.</summary>
public abstract record PostingTableResult
{
    private PostingTableResult()
    {
    }

    /// <summary>Everything is known.</summary>
    public sealed record Loaded(PostingTable Table) : PostingTableResult;

    /// <summary>Billy is not connected, or could not be asked.</summary>
    public sealed record Refused(Failure Failure) : PostingTableResult;
}
