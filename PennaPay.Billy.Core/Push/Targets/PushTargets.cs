namespace PennaPay.Billy.Core.Push.Targets;

/// <summary>The systems that invoices can be pushed to.</summary>
public sealed class PushTargets(IEnumerable<IPushTarget> targets)
{
    private readonly Dictionary<string, IPushTarget> bySystem = targets.ToDictionary(target => target.System, StringComparer.Ordinal);

    /// <summary>The <see cref="IPushTarget.System"/> of each.</summary>
    public IReadOnlyCollection<string> Systems => bySystem.Keys;

    /// <summary>The target of a system; null when nothing is pushed there.</summary>
    public IPushTarget? Find(string system) => bySystem.GetValueOrDefault(system);

    /// <exception cref="KeyNotFoundException">Nothing is pushed there.</exception>
    public IPushTarget Of(string system) => bySystem[system];
}
