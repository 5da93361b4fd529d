namespace PennaPay.Billy.Core.Records.Invoices.Lists;

/// <summary>What came of saving a filter.</summary>
public abstract record SaveFilterResult
{
    private SaveFilterResult()
    {
    }

    public sealed record Saved(SavedFilter Filter) : SaveFilterResult;

    public sealed record NameMissing : SaveFilterResult;

    /// <summary>The name is longer than <see cref="SavedFilters.MaxName"/>.</summary>
    public sealed record NameTooLong : SaveFilterResult;

    /// <summary>The user has a filter of this name, in capitals or not.</summary>
    public sealed record NameTaken(string Name) : SaveFilterResult;

    /// <summary>The user has <see cref="SavedFilters.Most"/> already.</summary>
    public sealed record TooMany : SaveFilterResult;
}
