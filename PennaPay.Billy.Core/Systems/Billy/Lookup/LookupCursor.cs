using System.Buffers.Binary;
using System.Buffers.Text;

namespace PennaPay.Billy.Core.Systems.Billy.Lookup;

/// <summary>Where in which list somebody is, as text. It opens nothing: a list is looked for among those of the asker's own connection.</summary>
/// <param name="Snapshot">The list.</param>
/// <param name="Position">How many of its records have been answered.</param>
internal readonly record struct LookupCursor(Guid Snapshot, int Position)
{
    private const int Length = 20;

    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Length];
        Snapshot.TryWriteBytes(bytes);
        BinaryPrimitives.WriteInt32BigEndian(bytes[16..], Position);
        return Base64Url.EncodeToString(bytes);
    }

    /// <returns>Null when it is no cursor of ours.</returns>
    public static LookupCursor? Parse(string text)
    {
        Span<byte> bytes = stackalloc byte[Length];
        return text.Length == 27 && Base64Url.IsValid(text) && Base64Url.TryDecodeFromChars(text, bytes, out var written) && written == Length
            && BinaryPrimitives.ReadInt32BigEndian(bytes[16..]) is var position and >= 0
                ? new(new Guid(bytes[..16]), position) : null;
    }
}
