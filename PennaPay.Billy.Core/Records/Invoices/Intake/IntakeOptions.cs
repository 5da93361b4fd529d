namespace PennaPay.Billy.Core.Records.Invoices.Intake;

/// <summary>How a source's invoices are taken in.</summary>
/// <param name="IsQuiet">
/// Tells no <see cref="IInvoiceSentHandler"/>: for samples, and for what was sent long before it came here.
/// </param>
public sealed record IntakeOptions(bool IsQuiet = false);
