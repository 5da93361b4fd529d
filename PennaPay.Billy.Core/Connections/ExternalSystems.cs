namespace PennaPay.Billy.Core.Connections;

/// <summary>The systems that this program knows.</summary>
public sealed class ExternalSystems(IEnumerable<ExternalSystem> systems)
{
    private readonly Dictionary<string, ExternalSystem> byId = systems.ToDictionary(system => system.Id, StringComparer.Ordinal);

    /// <exception cref="KeyNotFoundException">There is no such system.</exception>
    public ExternalSystem Of(string id) => byId[id];
}
