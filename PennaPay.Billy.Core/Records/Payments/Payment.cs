using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Records.Payments;

/// <summary>Money that was received for an invoice, or given back for a credit note. It changes nothing of the invoice.</summary>
public sealed class Payment : IWorkspaceOwned
{
    /// <summary>The key; made by <see cref="Guid.CreateVersion7()"/>, so it sorts by creation.</summary>
    public Guid Id { get; set; }

    /// <inheritdoc/>
    public WorkspaceId WorkspaceId { get; set; }

    /// <summary>What was paid; the payment goes with it when it is deleted.</summary>
    public Guid InvoiceId { get; set; }

    /// <summary>The day of the payment; where its source names none, the day on which it was first seen, and <see cref="Note"/> says so.</summary>
    public DateOnly Day { get; set; }

    /// <summary>How much, positive for a credit note too; negative for a payment that was taken back.</summary>
    public decimal Amount { get; set; }

    /// <summary>ISO 4217 code of three capitals; mostly the invoice's.</summary>
    public string Currency { get; set; } = Currencies.DanishKrone;

    /// <summary>How it was paid, in the source's own word, such as <c>ideal</c>.</summary>
    public string? Method { get; set; }

    /// <summary>Where it was heard of; the same names as those of invoices.</summary>
    public InvoiceOrigin Origin { get; set; }

    /// <summary>What tells two arrivals of the same payment. Unique with the workspace and <see cref="Origin"/>.</summary>
    public string OriginId { get; set; } = "";

    /// <summary>What a person should know about it.</summary>
    public string? Note { get; set; }

    /// <summary>When it was first stored.</summary>
    public DateTimeOffset CreatedAt { get; set; }
}
