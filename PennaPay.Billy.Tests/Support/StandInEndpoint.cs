using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Links;
using PennaPay.Billy.Core.Sync;
using PennaPay.Billy.Core.Sync.Fields;
using PennaPay.Billy.Core.Sync.Invoices;
using PennaPay.Billy.Core.Sync.Records;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Tests.Sync.Invoices;

namespace PennaPay.Billy.Tests.Support;

/// <summary>Contacts or products of an account that nobody is asked for: a list in memory.</summary>
internal sealed class StandInEndpoint : IRecordEndpoint
{
    public static readonly FieldMap ContactMap = new(
    [
        new("name", "name"), new("kind", "type"), new("country", "country"), new("registrationNo", "registrationNo"), new("street", "street"),
        new("email", "email"), new("phone", "phone"), new("customerNo", "contactNo"), new("ean", "ean", SyncDirection.ToThere),
    ]);

    public static readonly FieldMap ProductMap = new([new("name", "name"), new("number", "productNo"), new("details", "description"), new("unitPrice", "price")]);

    private readonly ConcurrentDictionary<string, TheirRecord> records = new();
    private readonly FieldMap map;

    private StandInEndpoint(RecordKind kind, IReadOnlyList<SyncModule> modules, FieldMap map, IReadOnlyList<SyncField> fields) =>
        (Kind, Modules, this.map, Fields) = (kind, modules, map, fields);

    public string System => BillySystem.SystemId;

    public RecordKind Kind { get; }

    public IReadOnlyList<SyncModule> Modules { get; }

    public IReadOnlyList<SyncField> Fields { get; }

    public IReadOnlyList<MatchKey> Keys => [];

    public string NumberField => Kind == RecordKind.Product ? "productNo" : "contactNo";

    public TimeSpan Settles => TimeSpan.Zero;

    /// <summary>Stands in for whatever endpoints the product has.</summary>
    public static void AddTo(IServiceCollection services)
    {
        services.RemoveAll<IRecordEndpoint>().RemoveAll<IInvoiceEndpoint>().AddSingleton<IInvoiceEndpoint>(new StandInInvoices());
        services.AddSingleton<IRecordEndpoint>(new StandInEndpoint(RecordKind.Contact, [SyncModule.Organizations, SyncModule.Contacts], ContactMap,
        [
            new("name", FieldType.Text) { IsRequired = true }, new("type", FieldType.Code) { IsRequired = true }, new("country", FieldType.Code) { IsRequired = true },
            new("registrationNo", FieldType.RegistrationNo), new("street", FieldType.Text), new("email", FieldType.Email), new("phone", FieldType.Phone),
            new("contactNo", FieldType.Text), new("ean", FieldType.Text), new("fax", FieldType.Phone), new("notes", FieldType.Block), new("balance", FieldType.Number) { IsReadOnly = true },
        ]));
        services.AddSingleton<IRecordEndpoint>(new StandInEndpoint(RecordKind.Product, [SyncModule.Products], ProductMap,
        [
            new("name", FieldType.Text) { IsRequired = true }, new("productNo", FieldType.Text), new("description", FieldType.Block), new("price", FieldType.Number),
        ]));
    }

    public FieldMap DefaultMap(SyncModule module) => map;

    public Task<IReadOnlyList<TheirRecord>> ReadAllAsync(OpenedConnection opened, Action<int>? read, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<TheirRecord>>([.. records.Values]);

    public Task<TheirRecord?> GetAsync(OpenedConnection opened, string id, CancellationToken cancellationToken) =>
        Task.FromResult(records.GetValueOrDefault(id));

    public Task<TheirRecord> CreateAsync(OpenedConnection opened, SyncModule module, IReadOnlyDictionary<string, string?> values, CancellationToken cancellationToken)
    {
        var id = (records.Count + 1).ToString(CultureInfo.InvariantCulture);
        return Task.FromResult(records[id] = new() { Id = id, Module = module, Title = values["name"]!, Values = values });
    }

    public Task<TheirRecord> ChangeAsync(OpenedConnection opened, TheirRecord current, IReadOnlyDictionary<string, string?> changes, CancellationToken cancellationToken)
    {
        var values = new Dictionary<string, string?>(current.Values);
        foreach (var (field, value) in changes)
            values[field] = value;
        return Task.FromResult(records[current.Id] = current with { Values = values });
    }

    public Task<WithdrawOutcome> WithdrawAsync(OpenedConnection opened, string id, CancellationToken cancellationToken)
    {
        records.TryRemove(id, out _);
        return Task.FromResult(WithdrawOutcome.Deleted);
    }

    public string? PageOf(Connection connection, string id) => null;
}
