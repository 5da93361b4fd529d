using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Records.Invoices;

namespace PennaPay.Billy.Core.Push;

/// <summary>A push took a step, or its document was seen to have changed; told after that was committed.</summary>
public sealed record PushEvent(
    WorkspaceId Workspace,
    Guid PushId,
    Guid ConnectionId,
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
    /// <summary>What was done for the invoice.</summary>
    public PushPurpose Purpose { get; init; }

    /// <summary>Whether the connection is the one that lists are about, so that <see cref="InvoiceState"/> is what they show.</summary>
    public bool IsListed { get; init; }

    /// <summary>Why the invoice was pushed.</summary>
    public PushCause Cause { get; init; }

    /// <summary>The number that the system gave the document, once it has one.</summary>
    public string? RemoteNumber { get; init; }

    /// <summary>Whether no push took a step, but a look at the system found its document otherwise than before.</summary>
    public bool IsLook { get; init; }

    /// <summary>Whether a document that was there is known to be gone, because somebody undid the push.</summary>
    public bool IsUndone { get; init; }

    /// <summary>Whether nothing more happens to this push by itself.</summary>
    public bool HasEnded => State.HasEnded();
}
