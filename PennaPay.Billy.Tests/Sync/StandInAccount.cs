using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Links;
using PennaPay.Billy.Core.Sync;
using PennaPay.Billy.Core.Sync.Fields;
using PennaPay.Billy.Core.Sync.Records;
using PennaPay.Billy.Core.Systems.Billy;

namespace PennaPay.Billy.Tests.Sync;

/// <summary>Contacts of an account that is only in memory, with a person's hand in it and every trouble on the way to it.</summary>
internal sealed class StandInAccount : IRecordEndpoint
{
    private readonly Dictionary<string, TheirRecord> records = new(StringComparer.Ordinal);
    private int made;

    /// <summary>What happens around a request: before it, and once it is carried out. It may throw.</summary>
    public Action<string, bool> Trouble { get; set; } = (_, _) => { };

    /// <summary>What the program wrote: record, field, old and new.</summary>
    public List<(string Id, string Field, string? Old, string? New)> Written { get; } = [];

    public int Writes { get; set; }

    public int Requests { get; private set; }

    public IReadOnlyDictionary<string, TheirRecord> Records => records;

    public string System => BillySystem.SystemId;

    public RecordKind Kind => RecordKind.Contact;

    public IReadOnlyList<SyncModule> Modules => [SyncModule.Organizations, SyncModule.Contacts];

    public IReadOnlyList<SyncField> Fields { get; } =
    [
        new("name", FieldType.Text) { IsRequired = true }, new("type", FieldType.Code) { IsRequired = true }, new("registrationNo", FieldType.RegistrationNo),
        new("countryId", FieldType.Code) { IsRequired = true }, new("street", FieldType.Text), new("phone", FieldType.Phone), new("email", FieldType.Email),
        new("contactNo", FieldType.Text),
    ];

    public IReadOnlyList<MatchKey> Keys { get; } =
    [
        new(MatchReason.RegistrationNo, "registrationNo", "registrationNo", FieldType.RegistrationNo) { TellsApart = true },
        new(MatchReason.Number, "customerNo", "contactNo", FieldType.Text),
        new(MatchReason.Email, "email", "email", FieldType.Email),
    ];

    public string NumberField => "contactNo";

    public TimeSpan Settles => TimeSpan.FromMinutes(15);

    public FieldMap DefaultMap(SyncModule module) => new(
    [
        new("name", "name"), new("kind", "type"), new("registrationNo", "registrationNo"), new("country", "countryId"), new("street", "street"),
        new("phone", "phone"), new("email", "email"), new("customerNo", "contactNo"),
    ]);

    /// <summary>A person adds a record.</summary>
    public string Add(string name, params (string Field, string? Value)[] values) =>
        Put($"r{++made}", new() { ["name"] = name, ["type"] = "company", ["countryId"] = "DK" }, values);

    /// <summary>A person edits a record.</summary>
    public void Edit(string id, params (string Field, string? Value)[] values) => Put(id, new(records[id].Values), values);

    public void Delete(string id) => records.Remove(id);

    public void Archive(string id) => records[id] = records[id] with { IsArchived = true };

    public Task<IReadOnlyList<TheirRecord>> ReadAllAsync(OpenedConnection opened, Action<int>? read, CancellationToken cancellationToken) =>
        RequestAsync<IReadOnlyList<TheirRecord>>("list", () => [.. records.Values.OrderBy(record => record.Id, StringComparer.Ordinal)]);

    public Task<TheirRecord?> GetAsync(OpenedConnection opened, string id, CancellationToken cancellationToken) =>
        RequestAsync("get", () => records.GetValueOrDefault(id));

    public Task<TheirRecord> CreateAsync(
        OpenedConnection opened, SyncModule module, IReadOnlyDictionary<string, string?> values, CancellationToken cancellationToken) =>
        RequestAsync("create", () =>
        {
            Writes++;
            var id = Put($"n{++made}", [], [.. values.Select(value => (value.Key, value.Value))]);
            return records[id];
        });

    public Task<TheirRecord> ChangeAsync(
        OpenedConnection opened, TheirRecord current, IReadOnlyDictionary<string, string?> changes, CancellationToken cancellationToken) =>
        RequestAsync("change", () =>
        {
            Writes++;
            if (!records.TryGetValue(current.Id, out var record))
                throw new ApiException(ApiFailure.NotFound, "gone") { MayHaveBeenProcessed = false };
            foreach (var (field, value) in changes)
                Written.Add((current.Id, field, record.Of(field), value));
            Put(current.Id, new(record.Values), [.. changes.Select(change => (change.Key, change.Value))]);
            return records[current.Id];
        });

    public Task<WithdrawOutcome> WithdrawAsync(OpenedConnection opened, string id, CancellationToken cancellationToken) =>
        RequestAsync("withdraw", () =>
        {
            Writes++;
            records.Remove(id);
            return WithdrawOutcome.Deleted;
        });

    public string? PageOf(Connection connection, string id) => null;

    private string Put(string id, Dictionary<string, string?> known, (string Field, string? Value)[] values)
    {
        foreach (var (field, value) in values)
            known[field] = string.IsNullOrWhiteSpace(value) ? null : value;
        records[id] = new()
        {
            Id = id,
            Title = known.GetValueOrDefault("name") ?? "",
            Module = known.GetValueOrDefault("type") == "person" ? SyncModule.Contacts : SyncModule.Organizations,
            Values = known,
            IsArchived = records.GetValueOrDefault(id)?.IsArchived ?? false,
        };
        return id;
    }

    private Task<T> RequestAsync<T>(string name, Func<T> work)
    {
        Requests++;
        Trouble(name, false);
        var result = work();
        Trouble(name, true);
        return Task.FromResult(result);
    }
}
