namespace PennaPay.Billy.Core;

/// <summary>What came of saving a customer, a product or an invoice.</summary>
public abstract record SaveResult
{
    private SaveResult()
    {
    }

    public sealed record Saved(Guid Id, int Version) : SaveResult;

    /// <summary>It breaks the rules of its kind; nothing was stored.</summary>
    public sealed record Invalid(IReadOnlyList<FieldProblem> Problems) : SaveResult;

    /// <summary>Somebody saved it after the form was filled; nothing was stored and the form keeps what it holds.</summary>
    public sealed record ChangedMeanwhile : SaveResult;

    /// <summary>There is none such in the workspace.</summary>
    public sealed record NotFound : SaveResult;

    /// <summary>It is another system's, and is changed there; nothing was stored.</summary>
    public sealed record Incoming : SaveResult;
}
