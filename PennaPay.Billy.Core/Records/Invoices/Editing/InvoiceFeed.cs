using Microsoft.Extensions.Logging;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Events;

namespace PennaPay.Billy.Core.Records.Invoices.Editing;

/// <summary>Tells open pages that invoices came, went or were put aside, other than by a push.</summary>
public sealed class InvoiceFeed(ILogger<InvoiceFeed> logger) : WorkspaceFeed<InvoicesChanged>(logger)
{
    /// <summary>Tells the workspace's open pages.</summary>
    public void Publish(InvoicesChanged happened)
    {
        ArgumentNullException.ThrowIfNull(happened);
        Publish(happened.Workspace, happened);
    }
}

/// <summary>Lists of the workspace's invoices are others than before.</summary>
public sealed record InvoicesChanged(WorkspaceId Workspace);
