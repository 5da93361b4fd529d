namespace PennaPay.Billy.Core.Records.Customers;

/// <summary>Which customers to list. <paramref name="Search"/>: every word must be in the name, a number, the e-mail or the town. <paramref name="IsArchived"/>: those that were put aside, and no others; else no such.</summary>
public sealed record CustomerQuery(
    string? Search = null, int Skip = 0, int Take = 50, CustomerSort Sort = CustomerSort.Name, bool Descending = false, CustomerKind? Kind = null,
    bool IsArchived = false);
