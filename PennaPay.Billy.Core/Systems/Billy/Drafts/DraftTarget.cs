namespace PennaPay.Billy.Core.Systems.Billy.Drafts;

/// <summary>What an invoice's customer and lines are called in Billy.</summary>
/// <param name="Key">See <see cref="DraftKey"/>.</param>
/// <param name="ContactId">The customer's contact.</param>
/// <param name="ProductIds">The product of each line, in the lines' order.</param>
/// <param name="InvoiceNo">The number for Billy to use; null lets Billy number at approval.</param>
/// <param name="CreditedInvoiceId">Billy's id of the invoice that a credit note credits, if Billy has it.</param>
internal sealed record DraftTarget(
    string Key, string ContactId, IReadOnlyList<string> ProductIds, string? InvoiceNo = null, string? CreditedInvoiceId = null);
