using PennaPay.Billy.Core.Access;

namespace PennaPay.Billy.Core.Sync.Sources.Pushing;

/// <summary>What the owner chose for invoices of a source's account that go on into a connection where invoices are pushed to. Without one, none does.</summary>
public sealed class SourcePush : IWorkspaceOwned
{
    public WorkspaceId WorkspaceId { get; set; }

    /// <summary>The account that they come from.</summary>
    public Guid SourceId { get; set; }

    /// <summary>The connection that they go into.</summary>
    public Guid ConnectionId { get; set; }

    public bool IsOn { get; set; }

    /// <summary>Since when; null while they do not, and where they were switched on before this was kept.</summary>
    public DateTimeOffset? OnSince { get; set; }

    /// <summary>Whether those that come from then on go by themselves, and not only where somebody asks for it.</summary>
    public bool GoesByItself { get; set; }

    /// <summary>Whether the documents of those that go by themselves are sent on to the customer.</summary>
    public bool IsSentOn { get; set; }

    /// <summary>Whether the source is told of what is paid over there.</summary>
    public bool TellsPayments { get; set; }

    /// <summary>How they are made into documents there, as JSON of that system's own shape; it stays when they do not go on any more.</summary>
    public required string Choices { get; set; }

    public DateTimeOffset ChangedAt { get; set; }
}
