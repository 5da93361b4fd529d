using PennaPay.Billy.Core.Access;

namespace PennaPay.Billy.Core.Systems.Billy.Postings;

/// <summary>The Billy product that stands for an account and a VAT treatment in one organisation: what a line is posted by.</summary>
internal sealed class PostingProduct : IWorkspaceOwned
{
    public WorkspaceId WorkspaceId { get; set; }

    public Guid ConnectionId { get; set; }

    /// <summary>What it stands for: <see cref="ProductKey"/>, as text.</summary>
    public required string Key { get; set; }

    /// <summary>Billy's id of the product.</summary>
    public required string ProductId { get; set; }

    public DateTimeOffset LinkedAt { get; set; }
}
