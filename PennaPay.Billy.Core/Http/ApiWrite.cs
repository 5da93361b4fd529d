using System.Text.Json.Serialization.Metadata;

namespace PennaPay.Billy.Core.Http;

/// <summary>Any other call. It leaves this machine at most once.</summary>
/// <param name="Method">Not GET.</param>
/// <param name="Path">Relative to the base address, with the query.</param>
/// <param name="Body">As <see cref="BodyType"/> says; null for none.</param>
/// <param name="AnswerType">The answer's wire type.</param>
/// <param name="Pick">Takes the result out of the answer; null when it is not there.</param>
internal sealed record ApiWrite<TAnswer, TResult>(
    HttpMethod Method, string Path, byte[]? Body, JsonTypeInfo<TAnswer> AnswerType, Func<TAnswer, TResult?> Pick)
    : ApiCall<TAnswer, TResult>(Path, AnswerType, Pick)
    where TResult : class
{
    public override HttpMethod Method { get; } = Method;

    /// <summary>What the body is.</summary>
    public string BodyType { get; init; } = "application/json";

    /// <summary>What stands in the head of this request alone, such as a key by which the system knows it again.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];
}
