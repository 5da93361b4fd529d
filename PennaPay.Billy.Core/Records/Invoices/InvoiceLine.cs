using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Records.Invoices;

public sealed class InvoiceLine : IWorkspaceOwned
{
    public Guid Id { get; set; }

    /// <inheritdoc/>
    public WorkspaceId WorkspaceId { get; set; }

    /// <summary>The invoice that the line belongs to.</summary>
    public Guid InvoiceId { get; set; }

    /// <summary>1 for the first line.</summary>
    public int Position { get; set; }

    /// <summary>What was sold, in one line.</summary>
    public string Description { get; set; } = "";

    /// <summary>More about it, in several lines.</summary>
    public string? Details { get; set; }

    /// <summary>How much of it; negative for something taken back.</summary>
    public decimal Quantity { get; set; } = 1;

    /// <summary>What is counted, such as <c>timer</c>.</summary>
    public string? Unit { get; set; }

    /// <summary>Price of one, without VAT unless <see cref="Invoice.PricesIncludeVat"/>; may have more than two decimals.</summary>
    public decimal UnitPrice { get; set; }

    /// <summary>Discount in percent of quantity times price (25 is 25 %); never together with <see cref="DiscountAmount"/>.</summary>
    public decimal? DiscountPercent { get; set; }

    /// <summary>Discount on the whole line, with or without VAT as the price.</summary>
    public decimal? DiscountAmount { get; set; }

    /// <summary>How VAT treats the line.</summary>
    public VatTreatment Vat { get; set; }

    /// <summary>VAT in percent: 25 is 25 %. Zero for every treatment but <see cref="VatTreatment.Standard"/>.</summary>
    public decimal VatRate { get; set; }

    /// <summary>The VAT code as the line's source gave it, such as <c>FR_200</c>; null where it gave none.</summary>
    public string? VatCode { get; set; }

    /// <summary>Account code for the bookkeeping; null for the workspace's default.</summary>
    public string? AccountCode { get; set; }

    /// <summary>The product that the line was filled from. It says nothing of what the line holds and is copied nowhere.</summary>
    public Guid? ProductId { get; set; }
}
