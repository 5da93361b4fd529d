using PennaPay.Billy.Core.Access;

namespace PennaPay.Billy.Core.Records.Customers;

public sealed class ContactPerson : IWorkspaceOwned
{
    public Guid Id { get; set; }

    /// <inheritdoc/>
    public WorkspaceId WorkspaceId { get; set; }

    /// <summary>The customer that the person belongs to.</summary>
    public Guid CustomerId { get; set; }

    public string Name { get; set; } = "";

    /// <summary>E-mail address.</summary>
    public string? Email { get; set; }

    /// <summary>Telephone number.</summary>
    public string? Phone { get; set; }

    /// <summary>What the system that the person came from calls them; null for whoever was written here.</summary>
    public string? OriginId { get; set; }

    /// <summary>Whether invoices go to this person first.</summary>
    public bool IsPrimary { get; set; }
}
