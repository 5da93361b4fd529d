namespace PennaPay.Billy.Core.Connections;

/// <summary>The systems that this program knows.</summary>
public sealed class ExternalSystems(IEnumerable<ExternalSystem> systems)
{
    private readonly Dictionary<string, ExternalSystem> byId = systems.ToDictionary(system => system.Id, StringComparer.Ordinal);

    /// <exception cref="KeyNotFoundException">There is no such system.</exception>
    public ExternalSystem Of(string id) => byId[id];

    /// <summary>What people call the system of a connection; its id where this program no longer knows it.</summary>
    public string NameOf(string id) => byId.TryGetValue(id, out var system) ? system.Name : id;
}
