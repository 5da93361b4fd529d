namespace PennaPay.Billy.Core.Records.Samples;

/// <summary>What became of the samples.</summary>
/// <param name="Invoices">How many documents were deleted.</param>
/// <param name="Archived">How many were put aside, because another system may have them or a credit note stays.</param>
/// <param name="Kept">How many stay, because somebody changed or paid them, or a push of them is under way.</param>
/// <param name="Customers">How many customers were deleted; the others were changed, or have invoices.</param>
/// <param name="Products">How many products were deleted; the others were changed, or are used.</param>
public sealed record RemovedSamples(int Invoices, int Archived, int Kept, int Customers, int Products);
