using System.Text.Json.Serialization.Metadata;

namespace PennaPay.Billy.Core.Http;

/// <summary>One call: what to send, and what to make of the answer. Either an <see cref="ApiRead{TAnswer, TResult}"/> or
/// an <see cref="ApiWrite{TAnswer, TResult}"/>.</summary>
/// <param name="Path">Relative to the base address, with the query.</param>
/// <param name="AnswerType">The answer's wire type.</param>
/// <param name="Pick">Takes the result out of the answer; null when it is not there.</param>
internal abstract record ApiCall<TAnswer, TResult>(
    string Path, JsonTypeInfo<TAnswer> AnswerType, Func<TAnswer, TResult?> Pick)
    where TResult : class
{
    public abstract HttpMethod Method { get; }

    /// <summary>What a success without a body means; null where there must be one.</summary>
    public TResult? WhenEmpty { get; init; }

    /// <summary>A word, not JSON, that means the same as no body, such as <c>OK</c>; null where there is none.</summary>
    public string? EmptyWord { get; init; }

    /// <summary>Takes the result out of an answer that is no JSON, such as a file; null where it is JSON.</summary>
    public AnswerReader<TResult>? OfBytes { get; init; }

    /// <summary>The path without the query, which may hold what a user typed.</summary>
    public string Resource => Path.IndexOf('?', StringComparison.Ordinal) is var end and >= 0 ? Path[..end] : Path;
}

/// <summary>Reads the bytes of an answer; null when what was asked for is not there. They are gone afterwards.</summary>
internal delegate TResult? AnswerReader<out TResult>(ReadOnlySpan<byte> body)
    where TResult : class;
