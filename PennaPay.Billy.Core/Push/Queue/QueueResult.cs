namespace PennaPay.Billy.Core.Push.Queue;

/// <summary>What asking for a push leads to.</summary>
public abstract record QueueResult
{
    private QueueResult()
    {
    }

    public sealed record Queued(Guid PushId, bool ReplacesDraft) : QueueResult;

    /// <summary>The system has just this content already; a second document would be a duplicate.</summary>
    public sealed record AlreadyPresent(string RemoteId, Uri? Link) : QueueResult;

    /// <summary>A push of this invoice is under way.</summary>
    public sealed record AlreadyWaiting(Guid PushId) : QueueResult;

    /// <summary>It cannot be pushed as things are.</summary>
    public sealed record Refused(Failure Failure) : QueueResult;
}
