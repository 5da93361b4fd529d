namespace PennaPay.Billy.Web.Sandbox.Engine;

/// <summary>The kinds of record that one system knows.</summary>
internal sealed class SandboxSchema(params Resource[] resources)
{
    private readonly Dictionary<string, Resource> byPlural = resources.ToDictionary(resource => resource.Plural);
    private readonly Dictionary<string, Resource> bySingular = resources.ToDictionary(resource => resource.Singular);

    /// <exception cref="KeyNotFoundException">The system knows no such kind.</exception>
    public Resource this[string plural] => byPlural[plural];

    public Resource? Find(string plural) => byPlural.GetValueOrDefault(plural);

    public Resource? BySingular(string name) => bySingular.GetValueOrDefault(name);
}
