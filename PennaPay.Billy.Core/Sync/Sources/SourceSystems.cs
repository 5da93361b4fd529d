using PennaPay.Billy.Core.Push.Targets;
using PennaPay.Billy.Core.Records.Invoices;

namespace PennaPay.Billy.Core.Sync.Sources;

/// <summary>The systems that records come from.</summary>
public sealed class SourceSystems(IEnumerable<ISource> sources)
{
    private readonly Dictionary<string, ISource> bySystem = sources.ToDictionary(source => source.System, StringComparer.Ordinal);

    /// <summary>Their ids.</summary>
    public IReadOnlyCollection<string> Ids => bySystem.Keys;

    /// <summary>What invoices of all of them say that they come from.</summary>
    public IReadOnlyList<InvoiceOrigin> Origins { get; } = [.. sources.Select(source => source.Origin)];

    /// <summary>What invoices of one kind of system say that they come from.</summary>
    public IReadOnlyList<InvoiceOrigin> OriginsOf(SourcedKind kind) => [.. bySystem.Values.Where(source => source.Kind == kind).Select(source => source.Origin)];

    /// <returns>Null where nothing comes from the system in this way.</returns>
    public ISource? Of(string system) => bySystem.GetValueOrDefault(system);
}
