using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Links;
using PennaPay.Billy.Core.Sync;
using PennaPay.Billy.Core.Sync.Fields;
using PennaPay.Billy.Core.Sync.Records;
using PennaPay.Billy.Core.Systems.Billy;

namespace PennaPay.Billy.Tests.Support;

/// <summary>Says which records the connected account can keep alike, and holds none: for what only looks at rows that are stored.</summary>
internal sealed class StandInRecords(RecordKind kind) : IRecordEndpoint
{
    public string System => BillySystem.SystemId;

    public RecordKind Kind => kind;

    public IReadOnlyList<SyncModule> Modules => kind == RecordKind.Product ? [SyncModule.Products] : [SyncModule.Organizations, SyncModule.Contacts];

    public IReadOnlyList<SyncField> Fields { get; } = kind == RecordKind.Product
        ? [new("name", FieldType.Text) { IsRequired = true }, new("description", FieldType.Block)]
        : [new("name", FieldType.Text) { IsRequired = true }, new("email", FieldType.Email), new("cityText", FieldType.Text), new("phone", FieldType.Phone)];

    public IReadOnlyList<MatchKey> Keys => [];

    public string NumberField => "number";

    public TimeSpan Settles => TimeSpan.FromMinutes(1);

    /// <summary>Takes the place of what systems offer.</summary>
    public static void Add(IServiceCollection services)
    {
        services.RemoveAll<IRecordEndpoint>();
        services.AddSingleton<IRecordEndpoint>(new StandInRecords(RecordKind.Contact));
        services.AddSingleton<IRecordEndpoint>(new StandInRecords(RecordKind.Product));
    }

    public FieldMap DefaultMap(SyncModule module) => new(module == SyncModule.Products
        ? [new("name", "name"), new("details", "description")]
        : [new("name", "name"), new("email", "email"), new("city", "cityText"), new("phone", "phone")]);

    public string? PageOf(Connection connection, string id) => $"https://pages.example/{kind.ToString().ToLowerInvariant()}/{id}";

    public Task<IReadOnlyList<TheirRecord>> ReadAllAsync(OpenedConnection opened, Action<int>? read, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<TheirRecord?> GetAsync(OpenedConnection opened, string id, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<TheirRecord> CreateAsync(OpenedConnection opened, SyncModule module, IReadOnlyDictionary<string, string?> values, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<TheirRecord> ChangeAsync(OpenedConnection opened, TheirRecord current, IReadOnlyDictionary<string, string?> changes, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<WithdrawOutcome> WithdrawAsync(OpenedConnection opened, string id, CancellationToken cancellationToken) => throw new NotSupportedException();
}
