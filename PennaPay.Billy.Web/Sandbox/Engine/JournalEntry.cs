using System.Text.Json;

namespace PennaPay.Billy.Web.Sandbox.Engine;

/// <summary>What one request did to one account: all of it, or as if it had never been.</summary>
/// <param name="Account">The account's id.</param>
internal sealed record JournalEntry(string Account)
{
    /// <summary>What the account was set up with; only in its first entry.</summary>
    public JsonElement? Options { get; init; }

    /// <summary>The hash of an access token that the account got, or that changed.</summary>
    public string? Token { get; init; }

    public bool IsRevoked { get; init; }

    /// <summary>The account is no more.</summary>
    public bool IsDropped { get; init; }

    /// <summary>Records as they are from now on.</summary>
    public IReadOnlyList<StoredRecord> Saved { get; init; } = [];

    /// <summary>Records that are gone.</summary>
    public IReadOnlyList<StoredRecord> Gone { get; init; } = [];

    public static JournalEntry Of(string account, IEnumerable<SandboxRecord> touched)
    {
        var byPresence = touched.ToLookup(record => record.Table is not null);
        return new(account)
        {
            Saved = [.. byPresence[true].OrderBy(record => record.Order).Select(StoredRecord.Of)],
            Gone = [.. byPresence[false].Select(record => new StoredRecord(record.Resource.Plural, record.Id))],
        };
    }

    public void ApplyTo(SandboxStore store)
    {
        foreach (var gone in Gone)
        {
            if (store.Schema.Find(gone.Kind) is not null && store[gone.Kind].Find(gone.Id) is { } record)
                store[gone.Kind].Remove(record);
        }
        foreach (var saved in Saved)
        {
            if (store.Schema.Find(saved.Kind) is { } resource)
                store.Restore(saved.Record(resource));
        }
    }
}

/// <summary>A record in the journal.</summary>
/// <param name="Kind">The plural name of its kind.</param>
/// <param name="Id">Its id.</param>
internal sealed record StoredRecord(string Kind, string Id)
{
    public long Order { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public Dictionary<string, JsonElement>? Values { get; init; }

    public static StoredRecord Of(SandboxRecord record) => new(record.Resource.Plural, record.Id)
    {
        Order = record.Order,
        CreatedAt = record.CreatedAt,
        Values = record.Values.Where(pair => pair.Value is not null)
            .ToDictionary(pair => pair.Key, pair => JsonSerializer.SerializeToElement(pair.Value, SandboxJournal.Json)),
    };

    /// <summary>The record, without what the schema no longer has.</summary>
    public SandboxRecord Record(Resource resource)
    {
        var record = new SandboxRecord(resource, Id) { Order = Order, CreatedAt = CreatedAt };
        foreach (var field in resource.Fields)
        {
            if (field.Kind != FieldKind.HasMany && Values is not null && Values.TryGetValue(field.Name, out var value))
                record[field.Name] = Value(value);
        }
        return record;
    }

    private static object? Value(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetDecimal(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };
}
