using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace PennaPay.Billy.Core.Http.Answers;

internal static class ApiJson
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <exception cref="JsonException">It is not JSON, or not of this shape.</exception>
    public static T? Parse<T>(ReadOnlySpan<byte> body, JsonTypeInfo<T> type)
    {
        if (body.StartsWith(ByteOrderMark))
            body = body[ByteOrderMark.Length..];
        try
        {
            return JsonSerializer.Deserialize(body, type);
        }
        catch (InvalidOperationException)
        {
            // A text that is no Unicode.
            throw new JsonException();
        }
    }
}
