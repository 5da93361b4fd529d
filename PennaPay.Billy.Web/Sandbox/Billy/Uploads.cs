using System.Buffers.Binary;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Web.Sandbox.Billy;

/// <summary>A file that was sent: as the whole body with its name in a header, or as the field <c>file</c> of a form.</summary>
internal sealed record Upload(string Name, byte[] Body)
{
    private const int LargestFile = 10_000_000;
    private const int LongestName = 200;

    private static readonly Dictionary<string, string> Types = new(StringComparer.OrdinalIgnoreCase)
    {
        [".pdf"] = "application/pdf", [".jpg"] = "image/jpeg", [".jpeg"] = "image/jpeg", [".png"] = "image/png", [".gif"] = "image/gif",
    };

    public string Type => Types[Path.GetExtension(Name)];

    public static Upload Of(ApiCall call)
    {
        var (name, body) = MediaTypeHeaderValue.TryParse(call.Headers.ContentType.ToString(), out var type)
            && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            ? Form(call, HeaderUtilities.RemoveQuotes(type.Boundary).ToString())
            : (Uri.UnescapeDataString(call.Headers["X-Filename"].ToString()), call.Raw.ToArray());
        // The last part of whatever path a client sends.
        name = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        if (!Types.ContainsKey(Path.GetExtension(name)))
            throw new Refusal(422, "OTHER", "File must have one of the following extensions: pdf, jpg, png, gif.");
        if (name.Length > LongestName || body.Length is 0 or > LargestFile)
            throw new Refusal(422, "OTHER", $"File must have a name of at most {LongestName} characters and between 1 and {LargestFile} bytes.");
        return new(name, body);
    }

    /// <summary>As its own first bytes tell; null where they don't.</summary>
    public (int Width, int Height)? Size => Body.AsSpan() switch
    {
        [0x89, (byte)'P', (byte)'N', (byte)'G', ..] and { Length: >= 24 } =>
            (BinaryPrimitives.ReadInt32BigEndian(Body.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(Body.AsSpan(20))),
        [(byte)'G', (byte)'I', (byte)'F', ..] and { Length: >= 10 } =>
            (BinaryPrimitives.ReadUInt16LittleEndian(Body.AsSpan(6)), BinaryPrimitives.ReadUInt16LittleEndian(Body.AsSpan(8))),
        _ => null,
    };

    private static (string Name, byte[] Body) Form(ApiCall call, string boundary)
    {
        try
        {
            using var raw = new MemoryStream(call.Raw.ToArray());
            var reader = new MultipartReader(boundary, raw);
            // All of it is in memory: nothing is waited for.
            while (reader.ReadNextSectionAsync().GetAwaiter().GetResult() is { } section)
            {
                if (section.GetContentDispositionHeader() is not { } disposition || HeaderUtilities.RemoveQuotes(disposition.Name) != "file")
                    continue;
                using var body = new MemoryStream();
                section.Body.CopyTo(body);
                return (HeaderUtilities.RemoveQuotes(disposition.FileName).ToString(), body.ToArray());
            }
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or ArgumentException)
        {
            throw BillyRefusals.InvalidBody();
        }
        throw new Refusal(422, "OTHER", "A file must be sent in the field `file`.");
    }
}

/// <summary>The bytes of uploaded files, in memory: the oldest go when it is too much.</summary>
internal sealed class FileBytes
{
    private const long Most = 20_000_000;

    private readonly OrderedDictionary<string, byte[]> byId = [];
    private long total;

    public byte[]? Find(string id) => byId.GetValueOrDefault(id);

    public void Add(string id, byte[] body)
    {
        byId.Add(id, body);
        total += body.Length;
        while (total > Most)
        {
            total -= byId.GetAt(0).Value.Length;
            byId.RemoveAt(0);
        }
    }
}

internal sealed class AttachmentRules : BillyRules
{
    protected override void Check(BillySave save, Staged staged)
    {
        if (staged.Parent is not null)
            return;
        var reference = staged.Record.Text("ownerReference");
        if (reference is null && staged.IsNew)
            save.Error(staged, "ownerReference", ValidationErrors.Blank);
        else if (reference is not null && save.Store.Resolve(reference)?.Resource["attachments"] is null)
            save.Error(staged, "ownerReference", "Only invoices, bills and daybook transactions can have attachments.");
    }
}
