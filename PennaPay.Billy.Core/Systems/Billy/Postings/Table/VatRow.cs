using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Systems.Billy.Postings.Table;

/// <summary>One VAT treatment with the ways in which it is used, the most frequent first; never without one.</summary>
public sealed record VatRow(VatTreatment Treatment, IReadOnlyList<VatUse> Uses)
{
    public int Lines => Uses.Sum(use => use.Lines);
}
