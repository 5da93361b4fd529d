using System.Text.Json.Serialization.Metadata;

namespace PennaPay.Billy.Core.Systems.Billit.Api.Wire;

/// <summary>A list to be read by ascending numbers.</summary>
/// <param name="Resource">Where it is.</param>
/// <param name="IdField">What the number of a record is called.</param>
/// <param name="AnswerType">What a page is.</param>
internal sealed record BillitList<TRecord>(string Resource, string IdField, JsonTypeInfo<PageAnswer<TRecord>> AnswerType)
    where TRecord : class, IBillitRecord
{
    /// <summary>What must hold of each record.</summary>
    public IReadOnlyList<string?> Conditions { get; init; } = [];

    /// <summary>What else stands in the query of every page.</summary>
    public IReadOnlyList<(string Key, string? Value)> Query { get; init; } = [];

    /// <summary>
    /// Whether the next page is asked for as what has greater numbers, so that nothing is missed when records go or change meanwhile;
    /// else so many records are skipped.
    /// </summary>
    public bool GoesByNumber { get; init; }

    /// <summary>What is left out of what was answered; null for nothing.</summary>
    public Func<TRecord, bool>? Keep { get; init; }
}
