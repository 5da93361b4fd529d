using PennaPay.Billy.Core.Records.Invoices.Intake;

namespace PennaPay.Billy.Core.Records.Invoices.Import;

/// <summary>
/// An invoice out of a file with the customer that it names; <paramref name="Locate"/> finds where in the file a property of
/// the two came from.
/// </summary>
internal sealed record ParsedInvoice(IncomingInvoice Incoming, Func<string, ImportPlace> Locate)
{
    /// <summary>The customer's registration number as the file has it.</summary>
    public string? RegistrationNo { get; } = Incoming.Customer.RegistrationNo;

    /// <summary>How many lines are without VAT, and the file does not say why: they have neither rate nor code.</summary>
    public int InferredLines { get; init; }

    /// <summary>Who issued it, where the file says so.</summary>
    public ParsedSupplier? Supplier { get; init; }

    /// <summary>The document of the other kind that it can be instead, where it asks for less than nothing.</summary>
    public IncomingInvoice? Opposite { get; init; }
}
