using System.Collections;

namespace PennaPay.Billy.Core;

/// <summary>
/// What every log line of a piece of work is about, by ids alone: values for those who collect lines, and
/// <c>workspace 01, connection 02</c> for those who read them.
/// </summary>
public sealed class LogScope(params KeyValuePair<string, object?>[] ids) : IReadOnlyList<KeyValuePair<string, object?>>
{
    /// <inheritdoc />
    public int Count => ids.Length;

    /// <inheritdoc />
    public KeyValuePair<string, object?> this[int index] => ids[index];

    /// <inheritdoc />
    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => ids.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc />
    public override string ToString() => string.Join(", ", ids.Select(id => $"{id.Key.ToLowerInvariant()} {id.Value}"));
}
