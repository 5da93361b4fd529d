using PennaPay.Billy.Core.Access;

namespace PennaPay.Billy.Core.Connections.Webhooks;

/// <summary>Takes the calls of one system. It believes nothing of them that is not proven, and does nothing that takes long.</summary>
public interface IWebhookReceiver
{
    /// <summary>The <see cref="ExternalSystem.Id"/> of the system.</summary>
    string System { get; }

    Task<WebhookReply> ReceiveAsync(WebhookCall call, CancellationToken cancellationToken);
}

/// <summary>A call that came to one of our addresses. No record, for a record prints what it holds.</summary>
public sealed class WebhookCall
{
    /// <summary>The address that was called.</summary>
    public required Webhook Webhook { get; init; }

    /// <summary>The connection that it belongs to.</summary>
    public required Connection Connection { get; init; }

    /// <summary>The bytes as they came.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>What a head of the request says; null where it says nothing.</summary>
    public required Func<string, string?> Header { get; init; }

    public WorkspaceId Workspace => Connection.WorkspaceId;
}

/// <summary>What becomes of a call.</summary>
public enum WebhookReply
{
    /// <summary>Nobody has such an address.</summary>
    Unknown,

    /// <summary>It is not from whom it should be.</summary>
    Refused,

    Taken,
}
