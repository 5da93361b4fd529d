namespace PennaPay.Billy.Core.Sync.Sources;

/// <summary>The systems that records come from.</summary>
public sealed class SourceSystems(IEnumerable<ISource> sources)
{
    private readonly Dictionary<string, ISource> bySystem = sources.ToDictionary(source => source.System, StringComparer.Ordinal);

    /// <summary>Their ids.</summary>
    public IReadOnlyCollection<string> Ids => bySystem.Keys;

    /// <returns>Null where nothing comes from the system in this way.</returns>
    public ISource? Of(string system) => bySystem.GetValueOrDefault(system);
}
