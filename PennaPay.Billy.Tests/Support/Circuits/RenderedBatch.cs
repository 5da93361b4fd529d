using System.Buffers.Binary;
using System.Text;

namespace PennaPay.Billy.Tests.Support.Circuits;

/// <summary>What a circuit drew at one time, as far as a test wants to know: its texts, and its elements that came anew.</summary>
/// <param name="Texts">Texts between the tags, in order.</param>
/// <param name="Elements">Elements with their attributes.</param>
internal sealed record RenderedBatch(IReadOnlyList<string> Texts, IReadOnlyList<RenderedElement> Elements)
{
    private const int FrameSize = 20;
    private const int Element = 1, Text = 2, Attribute = 3, Component = 4;

    /// <summary>Reads a batch from its bytes: frames of one size, a table of strings, and at the end where each part begins.</summary>
    public static RenderedBatch From(byte[] batch)
    {
        var frames = Number(batch, batch.Length - 16);
        var strings = Number(batch, batch.Length - 4);
        List<string> texts = [];
        List<RenderedElement> elements = [];
        RenderedElement? open = null;
        for (int i = 0, at = frames + 4; i < Number(batch, frames); i++, at += FrameSize)
        {
            switch (Number(batch, at))
            {
                case Element:
                    elements.Add(open = new());
                    break;
                // What follows are its parameters, which are no attributes.
                case Component:
                    open = null;
                    break;
                case Text:
                    texts.Add(StringAt(Number(batch, at + 4)) ?? "");
                    break;
                case Attribute when open is not null && StringAt(Number(batch, at + 4)) is { } name:
                    if (BinaryPrimitives.ReadInt64LittleEndian(batch.AsSpan(at + 12)) is > 0 and var handler)
                        open.Handlers.TryAdd(name, handler);
                    else
                        open.Attributes.TryAdd(name, StringAt(Number(batch, at + 8)) ?? "");
                    break;
            }
        }

        return new(texts, elements);

        string? StringAt(int index)
        {
            if (index < 0)
                return null;
            using var reader = new BinaryReader(new MemoryStream(batch) { Position = Number(batch, strings + 4 * index) }, Encoding.UTF8);
            return reader.ReadString();
        }
    }

    private static int Number(byte[] batch, int at) => BinaryPrimitives.ReadInt32LittleEndian(batch.AsSpan(at));
}

/// <summary>An element that a circuit drew.</summary>
internal sealed class RenderedElement
{
    public Dictionary<string, string> Attributes { get; } = [];

    /// <summary>The ids of what listens, by event, such as <c>onclick</c>.</summary>
    public Dictionary<string, long> Handlers { get; } = [];

    public string? TestId => Attributes.GetValueOrDefault("data-testid");
}
