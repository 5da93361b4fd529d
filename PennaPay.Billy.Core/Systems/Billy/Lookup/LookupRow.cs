using System.Buffers;
using System.Text.Json;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Systems.Billy.Lookup;

/// <summary>A record as a list says it: kept as the JSON that it will be sent as, which is a fraction of what Billy sent.</summary>
/// <param name="Id">Billy's id.</param>
/// <param name="Json">An array of texts, in the order of the resource's columns.</param>
/// <param name="CutTexts">How many of them were too long.</param>
internal readonly record struct LookupRow(string Id, byte[] Json, int CutTexts)
{
    /// <summary>The most characters of a text in a list; one record shows all of it.</summary>
    public const int LongestText = 80;

    public int Size => Json.Length + (Id.Length * sizeof(char)) + 100;

    public static LookupRow Of(LookupResource resource, LookupSource source)
    {
        var (buffer, cut) = (new ArrayBufferWriter<byte>(256), 0);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartArray();
            foreach (var column in resource.Columns)
            {
                var text = column.Read(source);
                if (column.Kind == LookupKind.Text)
                {
                    var line = OutsideText.Line(text, LongestText);
                    if (line.Length < text.Length)
                        cut++;
                    text = line;
                }

                writer.WriteStringValue(text);
            }

            writer.WriteEndArray();
        }

        return new(LookupRoots.IdOf(source.Record), buffer.WrittenSpan.ToArray(), cut);
    }
}
