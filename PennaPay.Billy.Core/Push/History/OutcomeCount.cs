using PennaPay.Billy.Core.Access;

namespace PennaPay.Billy.Core.Push.History;

/// <summary>How many attempts of a workspace ended so and were started so. The database keeps it with every step that is added.</summary>
internal sealed class OutcomeCount : IWorkspaceOwned
{
    public WorkspaceId WorkspaceId { get; set; }

    public PushState State { get; set; }

    public PushCause Cause { get; set; }

    public int Count { get; set; }
}
