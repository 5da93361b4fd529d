using PennaPay.Billy.Core.Access;

namespace PennaPay.Billy.Core.Records.Invoices.Lists;

/// <summary>How a user likes the invoice list, on every visit and in every browser.</summary>
public sealed class ListChoice : IWorkspaceOwned
{
    public Guid UserId { get; set; }

    public WorkspaceId WorkspaceId { get; set; }

    /// <summary>Those not shown, so that a column that is new to the product is.</summary>
    public InvoiceColumns Hidden { get; set; }

    /// <summary>Whether keys such as <c>p</c> do nothing. They can hinder people who speak to their computer (WCAG 2.1.4).</summary>
    public bool NoLetterKeys { get; set; }
}
