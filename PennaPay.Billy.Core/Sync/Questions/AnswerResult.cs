namespace PennaPay.Billy.Core.Sync.Questions;

/// <summary>What came of an answer.</summary>
public abstract record AnswerResult
{
    private AnswerResult()
    {
    }

    /// <summary>It is stored, and the next run acts on it.</summary>
    public sealed record Stored : AnswerResult;

    /// <summary>Somebody was quicker.</summary>
    /// <param name="By">Who.</param>
    public sealed record AnsweredMeanwhile(string By) : AnswerResult;

    /// <summary>There is nothing to decide any more, or never was.</summary>
    public sealed record Closed : AnswerResult;

    /// <summary>The question cannot be answered so.</summary>
    public sealed record Unfit : AnswerResult;

    /// <summary>The chosen record is another of ours already, or will be.</summary>
    /// <param name="Title">What that one is called; null where nothing says.</param>
    public sealed record Taken(string? Title) : AnswerResult;
}
