using PennaPay.Billy.Core.Records.Invoices.Intake;

namespace PennaPay.Billy.Core.Records.Invoices.Import;

/// <summary>
/// An invoice out of a file with the customer that it names; <paramref name="Locate"/> finds where in the file a property of
/// the two came from.
/// </summary>
internal sealed record ParsedInvoice(IncomingInvoice Incoming, Func<string, ImportPlace> Locate);
