using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Web.Sandbox.Billy;

/// <summary>Writes Billy's envelopes.</summary>
internal sealed class AnswerWriter(SandboxStore store, Includes includes, string baseUrl, TimeProvider time, long started)
{
    private const string HelpUrl = "https://www.billy.dk/support/";
    private const int DeepestEmbed = 4;

    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Unset texts go out as null, as on newer records, and not as empty ones.</summary>
    public bool UnsetTextsAreNull { get; init; }

    /// <summary>What the client asks to be spoken to in: <c>da_DK</c>.</summary>
    public string Language { get; init; } = "";

    /// <summary>The organisation that an address of a file names.</summary>
    public string Organization { get; init; } = "";

    private readonly OrderedDictionary<string, List<SandboxRecord>> roots = [];
    private readonly HashSet<SandboxRecord> inRoots = [];

    public byte[] One(SandboxRecord record) => Body(json =>
    {
        Follow(record, 0);
        json.WritePropertyName(record.Resource.Singular);
        Write(json, record, 0);
        WriteRoots(json);
    });

    public byte[] List(Resource resource, Page page, bool withPaging)
    {
        roots[resource.Plural] = [];
        foreach (var record in page.Records)
            AddToRoots(record);
        return Body(
            json =>
            {
                foreach (var record in page.Records)
                    Follow(record, 0);
                WriteRoots(json);
            },
            withPaging ? json => WritePaging(json, page) : null);
    }

    public byte[] Changed(Changes changes)
    {
        foreach (var (plural, records) in changes.Saved)
            roots[plural] = records;
        return Body(
            WriteRoots,
            changes.Deleted.Count == 0 ? null : json => WriteDeleted(json, changes.Deleted));
    }

    public byte[] Empty() => Body(_ => { });

    public byte[] Error(Refusal refusal) => Error(refusal, time, started, Language);

    public static byte[] Error(Refusal refusal, TimeProvider time, long started, string language = "") => Body(refusal.Status, time, started, json =>
    {
        json.WriteString("errorMessage", BillyWords.Say(refusal.Message, language));
        json.WriteString("errorCode", refusal.Code);
        json.WriteString("errorTime", time.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture));
        json.WriteString("helpUrl", HelpUrl);
        if (refusal.Errors is { } errors)
            WriteErrors(json, errors, language);
    });

    private byte[] Body(Action<Utf8JsonWriter> write, Action<Utf8JsonWriter>? writeMeta = null) =>
        Body(200, time, started, write, writeMeta);

    private static byte[] Body(
        int status, TimeProvider time, long started, Action<Utf8JsonWriter> write, Action<Utf8JsonWriter>? writeMeta = null)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer, WriterOptions))
        {
            json.WriteStartObject();
            json.WriteStartObject("meta");
            json.WriteNumber("statusCode", status);
            json.WriteBoolean("success", status < 400);
            writeMeta?.Invoke(json);
            json.WriteNumber("time", Math.Round(time.GetElapsedTime(started).TotalSeconds, 6));
            json.WriteEndObject();
            write(json);
            json.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Collects what the record brings along beside itself, and what that brings along.</summary>
    private void Follow(SandboxRecord record, int depth)
    {
        if (!includes.Any || depth > DeepestEmbed)
            return;
        foreach (var field in record.Resource.Fields)
        {
            var sideload = includes.Sideloads(record.Resource, field);
            if (!sideload && !includes.Embeds(record.Resource, field))
                continue;
            foreach (var target in Targets(record, field))
            {
                if (!sideload)
                    Follow(target, depth + 1);
                else if (AddToRoots(target))
                    Follow(target, 0);
            }
        }
    }

    private bool AddToRoots(SandboxRecord record)
    {
        if (!inRoots.Add(record))
            return false;
        if (!roots.TryGetValue(record.Resource.Plural, out var records))
            roots[record.Resource.Plural] = records = [];
        records.Add(record);
        return true;
    }

    private IEnumerable<SandboxRecord> Targets(SandboxRecord record, Field field) => field.Kind switch
    {
        FieldKind.HasMany => store.Children(record, field),
        FieldKind.BelongsTo when store[field.Target].Find(record.Text(field.Name)) is { } target => [target],
        _ => [],
    };

    private void WriteRoots(Utf8JsonWriter json)
    {
        foreach (var (plural, records) in roots)
        {
            json.WriteStartArray(plural);
            foreach (var record in records)
                Write(json, record, 0);
            json.WriteEndArray();
        }
    }

    private void Write(Utf8JsonWriter json, SandboxRecord record, int depth)
    {
        json.WriteStartObject();
        json.WriteString("id", record.Id);
        foreach (var field in record.Resource.Fields)
        {
            if (field.Kind == FieldKind.HasMany)
                WriteChildren(json, record, field, depth);
            else
                WriteField(json, record, field, depth);
        }
        json.WriteEndObject();
    }

    private void WriteField(Utf8JsonWriter json, SandboxRecord record, Field field, int depth)
    {
        json.WritePropertyName(field.Name);
        switch (field.Name switch { "downloadUrl" => DownloadUrl(record), "appUrl" => AppUrl, _ => record[field.Name] })
        {
            case string text:
                json.WriteStringValue(text);
                break;
            case decimal number:
                // Dividing drops trailing zeros: Billy writes 300, not 300.00.
                json.WriteNumberValue(number / 1.0000000000000000000000000000m);
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            default:
                if (field.Kind == FieldKind.List)
                {
                    json.WriteStartArray();
                    json.WriteEndArray();
                }
                else if (field.IsEmptyWhenUnset && !UnsetTextsAreNull)
                    json.WriteStringValue("");
                else
                    json.WriteNullValue();
                break;
        }
        if (field.Kind == FieldKind.BelongsTo && depth < DeepestEmbed && includes.Embeds(record.Resource, field))
        {
            json.WritePropertyName(field.IncludeName);
            if (Targets(record, field).FirstOrDefault() is { } target)
                Write(json, target, depth + 1);
            else
                json.WriteNullValue();
        }
    }

    // The pages that stand in for Billy's own application lie beside the API.
    private string AppUrl => baseUrl[..^BillySandbox.ApiPath.Length] + BillySandbox.AppPath;

    private void WriteChildren(Utf8JsonWriter json, SandboxRecord record, Field field, int depth)
    {
        if (includes.Embeds(record.Resource, field) && depth < DeepestEmbed)
        {
            json.WriteStartArray(field.Name);
            foreach (var child in Targets(record, field))
                Write(json, child, depth + 1);
            json.WriteEndArray();
        }
        else if (includes.Sideloads(record.Resource, field))
        {
            json.WriteStartArray(field.SideloadKey);
            foreach (var child in Targets(record, field))
                json.WriteStringValue(child.Id);
            json.WriteEndArray();
        }
    }

    private string? DownloadUrl(SandboxRecord record) =>
        Downloads.PathOf(record, record.Text("organizationId") ?? Organization) is { } path ? $"{baseUrl}/{path}" : null;

    private static void WritePaging(Utf8JsonWriter json, Page page)
    {
        json.WriteStartObject("paging");
        json.WriteNumber("page", page.Number);
        json.WriteNumber("pageCount", page.Count);
        json.WriteNumber("pageSize", page.Size);
        json.WriteNumber("total", page.Total);
        json.WriteString("firstUrl", page.First);
        json.WriteString("previousUrl", page.Previous);
        json.WriteString("nextUrl", page.Next);
        json.WriteString("lastUrl", page.Last);
        json.WriteEndObject();
    }

    private static void WriteDeleted(Utf8JsonWriter json, IReadOnlyDictionary<string, List<string>> deleted)
    {
        json.WriteStartObject("deletedRecords");
        foreach (var (plural, ids) in deleted)
        {
            json.WriteStartArray(plural);
            foreach (var id in ids)
                json.WriteStringValue(id);
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    private static void WriteErrors(Utf8JsonWriter json, ValidationErrors errors, string language)
    {
        json.WriteStartObject("validationErrors");
        foreach (var (key, record) in errors.Records)
        {
            json.WriteStartObject(key);
            if (record.Message is { } message)
                json.WriteString("message", BillyWords.Say(message, language));
            if (record.Attributes.Count > 0)
            {
                json.WriteStartObject("attributes");
                foreach (var (field, text) in record.Attributes)
                    json.WriteString(field, BillyWords.Say(text, language));
                json.WriteEndObject();
            }
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }
}
