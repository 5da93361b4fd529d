using System.Buffers.Binary;
using System.Text;

namespace PennaPay.Billy.Tests.Support.Circuits;

/// <summary>
/// The messages of a circuit's hub as they travel: each is its length and an array of MessagePack. Only what the hub uses of
/// MessagePack is known here.
/// </summary>
internal static class HubMessages
{
    /// <summary>A call of a method of the hub, with its length before it.</summary>
    /// <param name="id">What the answer will be called; null asks for none.</param>
    /// <param name="method">The hub's name for it.</param>
    /// <param name="arguments">Texts, whole numbers, truth values and nulls.</param>
    public static byte[] Call(string? id, string method, params object?[] arguments) =>
        Framed([1, new Dictionary<string, object?>(), id, method, arguments, Array.Empty<object?>()]);

    public static byte[] Ping { get; } = Framed([6]);

    /// <summary>Takes the next whole message off <paramref name="received"/>; null when it has not come yet.</summary>
    public static object?[]? Take(ref ReadOnlySpan<byte> received)
    {
        int length = 0, at = 0;
        for (var shift = 0; ; shift += 7)
        {
            if (at == received.Length)
                return null;
            var part = received[at++];
            length |= (part & 0x7f) << shift;
            if (part < 0x80)
                break;
        }

        if (received.Length - at < length)
            return null;
        var body = received.Slice(at, length);
        received = received[(at + length)..];
        return (object?[]?)Read(ref body);
    }

    private static byte[] Framed(object?[] message)
    {
        using var body = new MemoryStream();
        Write(body, message);
        using var framed = new MemoryStream();
        using var writer = new BinaryWriter(framed);
        writer.Write7BitEncodedInt((int)body.Length);
        writer.Write(body.GetBuffer(), 0, (int)body.Length);
        return framed.ToArray();
    }

    private static void Write(MemoryStream to, object? value)
    {
        switch (value)
        {
            case null:
                to.WriteByte(0xc0);
                break;
            case bool truth:
                to.WriteByte(truth ? (byte)0xc3 : (byte)0xc2);
                break;
            case int or long:
                to.WriteByte(0xd3);
                WriteBigEndian(to, Convert.ToInt64(value, null), 8);
                break;
            case string text:
                var bytes = Encoding.UTF8.GetBytes(text);
                to.WriteByte(0xdb);
                WriteBigEndian(to, bytes.Length, 4);
                to.Write(bytes);
                break;
            case Dictionary<string, object?> { Count: 0 }:
                to.WriteByte(0x80);
                break;
            case object?[] values:
                to.WriteByte((byte)(0x90 | values.Length));
                foreach (var item in values)
                    Write(to, item);
                break;
            default:
                throw new NotSupportedException(value.GetType().Name);
        }
    }

    private static void WriteBigEndian(MemoryStream to, long value, int size)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, value);
        to.Write(bytes[(8 - size)..]);
    }

    private static object? Read(ref ReadOnlySpan<byte> from)
    {
        var kind = Take(ref from, 1)[0];
        return kind switch
        {
            < 0x80 => (long)kind,
            < 0x90 => ReadMap(ref from, kind & 0x0f),
            < 0xa0 => ReadArray(ref from, kind & 0x0f),
            < 0xc0 => ReadText(ref from, kind & 0x1f),
            0xc0 => null,
            0xc2 => false,
            0xc3 => true,
            0xc4 or 0xc5 or 0xc6 => Take(ref from, (int)ReadNumber(ref from, 1 << (kind - 0xc4))).ToArray(),
            0xcc or 0xcd or 0xce or 0xcf => ReadNumber(ref from, 1 << (kind - 0xcc)),
            0xd0 => (long)(sbyte)ReadNumber(ref from, 1),
            0xd1 => (long)(short)ReadNumber(ref from, 2),
            0xd2 => (long)(int)ReadNumber(ref from, 4),
            0xd3 => ReadNumber(ref from, 8),
            0xd9 or 0xda or 0xdb => ReadText(ref from, (int)ReadNumber(ref from, 1 << (kind - 0xd9))),
            0xdc or 0xdd => ReadArray(ref from, (int)ReadNumber(ref from, 2 << (kind - 0xdc))),
            0xde or 0xdf => ReadMap(ref from, (int)ReadNumber(ref from, 2 << (kind - 0xde))),
            >= 0xe0 => (long)(sbyte)kind,
            _ => throw new NotSupportedException($"MessagePack 0x{kind:x2}"),
        };
    }

    private static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> from, int count)
    {
        var taken = from[..count];
        from = from[count..];
        return taken;
    }

    private static long ReadNumber(ref ReadOnlySpan<byte> from, int size)
    {
        long value = 0;
        foreach (var part in Take(ref from, size))
            value = (value << 8) | part;
        return value;
    }

    private static string ReadText(ref ReadOnlySpan<byte> from, int length) => Encoding.UTF8.GetString(Take(ref from, length));

    private static object?[] ReadArray(ref ReadOnlySpan<byte> from, int count)
    {
        var values = new object?[count];
        for (var i = 0; i < count; i++)
            values[i] = Read(ref from);
        return values;
    }

    private static Dictionary<string, object?> ReadMap(ref ReadOnlySpan<byte> from, int count)
    {
        var map = new Dictionary<string, object?>(count);
        for (var i = 0; i < count; i++)
            map[(string)Read(ref from)!] = Read(ref from);
        return map;
    }
}
