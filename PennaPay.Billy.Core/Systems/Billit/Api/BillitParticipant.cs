using System.Diagnostics.CodeAnalysis;
using PennaPay.Billy.Core.Http.Answers;

namespace PennaPay.Billy.Core.Systems.Billit.Api;

/// <summary>What the register of Peppol says of a company.</summary>
public sealed record BillitParticipant
{
    private const string Invoice = "BISv3Invoice";
    private const string CreditNote = "BISv3CreditNote";

    public required bool Registered { get; init; }

    /// <summary>Such as <c>0208:0123456789</c>.</summary>
    public string? Identifier { get; init; }

    /// <summary>Such as <c>BISv3Invoice</c>.</summary>
    [AllowNull]
    public IReadOnlyList<string> DocumentTypes { get; init => field = AnswerList.Of(value); } = [];

    /// <summary>Whether it takes invoices over Peppol; being registered alone does not say so.</summary>
    public bool TakesInvoices => Registered && DocumentTypes.Contains(Invoice, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether it takes credit notes over Peppol.</summary>
    public bool TakesCreditNotes => Registered && DocumentTypes.Contains(CreditNote, StringComparer.OrdinalIgnoreCase);
}
