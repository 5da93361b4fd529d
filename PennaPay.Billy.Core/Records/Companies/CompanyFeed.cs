using Microsoft.Extensions.Logging;
using PennaPay.Billy.Core.Events;

namespace PennaPay.Billy.Core.Records.Companies;

/// <summary>Tells every open page of a workspace that its company was changed.</summary>
public sealed class CompanyFeed(ILogger<CompanyFeed> logger) : WorkspaceFeed<CompanyChanged>(logger)
{
    /// <summary>Tells the workspace's open pages.</summary>
    public void Publish(CompanyChanged changed)
    {
        ArgumentNullException.ThrowIfNull(changed);
        Publish(changed.Workspace, changed);
    }
}
