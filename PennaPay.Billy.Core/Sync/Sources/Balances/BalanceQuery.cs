using PennaPay.Billy.Core.Records.Customers;

namespace PennaPay.Billy.Core.Sync.Sources.Balances;

/// <summary>Which customers of a source to list.</summary>
/// <param name="Connection">The source's account.</param>
/// <param name="Search">As in <see cref="CustomerQuery"/>.</param>
/// <param name="Skip">How many come before.</param>
/// <param name="Take">How many at the most.</param>
/// <param name="Sort">The order.</param>
/// <param name="Descending">Whether it is turned round.</param>
/// <param name="Kind">Only these; null for all.</param>
/// <param name="IsArchived">As in <see cref="CustomerQuery"/>.</param>
public sealed record BalanceQuery(
    Guid Connection, string? Search = null, int Skip = 0, int Take = 50, BalanceSort Sort = BalanceSort.Name, bool Descending = false, CustomerKind? Kind = null,
    bool IsArchived = false);

/// <summary>What customers of a source are ordered by.</summary>
public enum BalanceSort
{
    /// <summary>As <see cref="CustomerSort.Name"/>.</summary>
    Name,

    /// <summary>As <see cref="CustomerSort.CustomerNo"/>.</summary>
    CustomerNo,

    /// <summary>What is owed in the account's own currency, then how many invoices are owed in whichever, then the name.</summary>
    Open,

    /// <summary>The same of what is overdue.</summary>
    Overdue,

    /// <summary>The day of the last activity. Customers without one are the oldest.</summary>
    Activity,
}
