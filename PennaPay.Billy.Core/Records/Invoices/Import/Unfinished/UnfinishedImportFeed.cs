using Microsoft.Extensions.Logging;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Events;

namespace PennaPay.Billy.Core.Records.Invoices.Import.Unfinished;

/// <summary>Tells open pages that an import was kept for later, or is kept no more.</summary>
public sealed class UnfinishedImportFeed(ILogger<UnfinishedImportFeed> logger) : WorkspaceFeed<UnfinishedImportsChanged>(logger)
{
    internal void Publish(UnfinishedImportsChanged happened) => Publish(happened.Workspace, happened);
}

/// <summary>The workspace's unfinished imports are others than before.</summary>
public sealed record UnfinishedImportsChanged(WorkspaceId Workspace);
