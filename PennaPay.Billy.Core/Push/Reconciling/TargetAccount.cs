using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Push.Targets;

namespace PennaPay.Billy.Core.Push.Reconciling;

/// <summary>An account of an outside system, opened, and how that system is spoken to.</summary>
internal sealed record TargetAccount(IPushTarget Target, OpenedConnection Opened)
{
    public Connection Connection => Opened.Connection;
}
