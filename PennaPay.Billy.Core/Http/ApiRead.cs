using System.Text.Json.Serialization.Metadata;
using PennaPay.Billy.Core.Http.Lists;

namespace PennaPay.Billy.Core.Http;

/// <summary>A GET: it changes nothing over there, and is tried again when that may help.</summary>
internal sealed record ApiRead<TAnswer, TResult>(
    string Path, JsonTypeInfo<TAnswer> AnswerType, Func<TAnswer, TResult?> Pick)
    : ApiCall<TAnswer, TResult>(Path, AnswerType, Pick)
    where TResult : class
{
    public override HttpMethod Method => HttpMethod.Get;

    /// <summary>The most bytes of an answer, where a list needs more than <see cref="ApiProfile.LargestAnswer"/>.</summary>
    public int? LargestAnswer { get; init; }

    /// <summary>What the whole list may cost that the answer is a page of; null for anything else.</summary>
    public ListBudget? Budget { get; init; }
}
