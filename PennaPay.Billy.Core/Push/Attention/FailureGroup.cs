using PennaPay.Billy.Core.Push.Plans;

namespace PennaPay.Billy.Core.Push.Attention;

/// <summary>Invoices that failed for one cause.</summary>
/// <param name="Cause">The cause.</param>
/// <param name="Count">How many they are.</param>
/// <param name="Sums">Their totals with VAT by currency, the largest first; credit notes count against invoices.</param>
/// <param name="First">The oldest of them.</param>
public sealed record FailureGroup(FailureCause Cause, int Count, IReadOnlyList<CurrencySum> Sums, IReadOnlyList<FailedInvoice> First);
