using PennaPay.Billy.Core.Systems.Billy.Postings.Books;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Systems.Billy.Postings.Table;

/// <summary>Lines that VAT treats alike for customers that are alike.</summary>
/// <param name="Treatment">How VAT treats them.</param>
/// <param name="RatePercent">Their VAT in percent.</param>
/// <param name="Party">The customers.</param>
/// <param name="Lines">How many lines; none for an example.</param>
/// <param name="Waiting">How many invoices with such lines are not in Billy as they stand.</param>
public sealed record VatUse(VatTreatment Treatment, decimal RatePercent, VatParty Party, int Lines, int Waiting);
