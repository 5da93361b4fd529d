using PennaPay.Billy.Core.Access;

namespace PennaPay.Billy.Core.Health;

/// <summary>Why the program cannot do all of its work.</summary>
/// <param name="Failure">What it is.</param>
/// <param name="Workspace">Whose it is alone; null where it concerns everybody.</param>
/// <param name="Connection">Whose queue it is about, if it is about one.</param>
public sealed record HealthProblem(Failure Failure, WorkspaceId? Workspace = null, Guid? Connection = null)
{
    /// <summary>What log lines of it are about.</summary>
    internal LogScope Scope() =>
        new([.. new KeyValuePair<string, object?>[] { new("Workspace", Workspace), new("Connection", Connection) }.Where(id => id.Value is not null)]);
}
