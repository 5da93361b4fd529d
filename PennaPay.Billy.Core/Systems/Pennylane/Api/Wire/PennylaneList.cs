using System.Text.Json.Serialization.Metadata;

namespace PennaPay.Billy.Core.Systems.Pennylane.Api.Wire;

/// <summary>A list to be read.</summary>
/// <param name="Resource">Where it is.</param>
/// <param name="AnswerType">What a page is.</param>
internal sealed record PennylaneList<TRecord>(string Resource, JsonTypeInfo<PageAnswer<TRecord>> AnswerType)
    where TRecord : class, IPennylaneRecord
{
    /// <summary>What stands in the query of every page: the cursor remembers nothing of it.</summary>
    public IReadOnlyList<(string Key, string? Value)> Query { get; init; } = [("sort", "id")];

    /// <summary>What stands in the query of the first page alone.</summary>
    public IReadOnlyList<(string Key, string? Value)> FirstQuery { get; init; } = [];

    /// <summary>Records a page; null for as many as records of lists usually have.</summary>
    public int? PageSize { get; init; }

    /// <summary>What tells entries apart that may come twice; null for their ids.</summary>
    public Func<TRecord, object>? Identity { get; init; }
}

/// <summary>A page of a list, and how the next one is had.</summary>
internal sealed record PennylanePage<TRecord>(PageAnswer<TRecord> Answer, IReadOnlyList<TRecord> Items, string? Next)
    where TRecord : class, IPennylaneRecord;
