using Microsoft.Extensions.Logging;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Events;
using PennaPay.Billy.Core.Records.Invoices;

namespace PennaPay.Billy.Core.Push.Ledger;

/// <summary>A push took a step; told after the step was committed.</summary>
public sealed record PushEvent(
    WorkspaceId Workspace,
    Guid PushId,
    Guid InvoiceId,
    string InvoiceNumber,
    PushState State,
    CopyState InvoiceState,
    Failure? Failure,
    string? RemoteId,
    Uri? Link,
    Guid? BatchId,
    DateTimeOffset At)
{
    /// <summary>Why the invoice was pushed.</summary>
    public PushCause Cause { get; init; }

    /// <summary>Whether nothing more happens to this push by itself.</summary>
    public bool HasEnded => State.HasEnded();
}

/// <summary>Live news of pushes, for the open pages of a workspace.</summary>
public sealed class PushFeed(ILogger<PushFeed> logger) : WorkspaceFeed<PushEvent>(logger)
{
    /// <summary>Tells the workspace's open pages.</summary>
    public void Publish(PushEvent happened) => Publish(happened.Workspace, happened);
}
