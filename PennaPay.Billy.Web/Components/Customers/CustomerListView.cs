using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Sync.Sources.Balances;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Web.Components.Customers;

/// <summary>What the customer list shows, as its address says it; so a link, the back button and a reload show the same.</summary>
/// <param name="Search">What was searched for.</param>
/// <param name="Sort">The order of all customers.</param>
/// <param name="Descending">Whether the order is turned round.</param>
/// <param name="Page">Counted from one.</param>
/// <param name="Kind">Only these; null for all.</param>
/// <param name="Source">Only customers of this source, with what they owe; null for all customers.</param>
/// <param name="BalanceSort">The order of a source's customers.</param>
/// <param name="IsArchived">Those that were put aside, and no others; else no such.</param>
public sealed record CustomerListView(
    string? Search = null, CustomerSort Sort = CustomerSort.Name, bool Descending = false, int Page = 1, CustomerKind? Kind = null,
    Guid? Source = null, BalanceSort BalanceSort = BalanceSort.Name, bool IsArchived = false)
{
    public const int PageSize = 50;

    public static CustomerListView All { get; } = new();

    public CustomerQuery Query => new(Search, (Page - 1) * PageSize, PageSize, Sort, Descending, Kind, IsArchived);

    public string Href => QueryHelpers.AddQueryString("/customers", new Dictionary<string, string?>
    {
        ["source"] = Source?.ToString(),
        ["kind"] = Kind?.ToString().ToLowerInvariant(),
        ["archived"] = IsArchived ? "true" : null,
        ["q"] = Search,
        ["sort"] = SortName is nameof(CustomerSort.Name) && !Descending ? null : SortName + (Descending ? "-" : ""),
        ["page"] = Page == 1 ? null : Page.ToString(CultureInfo.InvariantCulture),
    });

    private string SortName => Source is null ? Sort.ToString() : BalanceSort.ToString();

    /// <summary>Reads an address; what it does not know is left out.</summary>
    public static CustomerListView From(string? search, string? sort, int? page, string? kind = null, string? source = null, bool isArchived = false)
    {
        Guid? of = Guid.TryParse(source, out var connection) ? connection : null;
        var (by, owedBy) = (Known<CustomerSort>(of is null ? sort : null), Known<BalanceSort>(of is null ? null : sort));
        return new(
            SearchText.Tidy(search),
            by ?? CustomerSort.Name,
            (by is not null || owedBy is not null) && sort!.EndsWith('-'),
            Math.Clamp(page ?? 1, 1, int.MaxValue / PageSize),
            Known<CustomerKind>(kind),
            of,
            owedBy ?? BalanceSort.Name,
            isArchived);
    }

    public BalanceQuery BalancesOf(Guid source) => new(source, Search, (Page - 1) * PageSize, PageSize, BalanceSort, Descending, Kind, IsArchived);

    /// <summary>The same search among the customers of another source; null among all.</summary>
    public CustomerListView Of(Guid? source) => new(Search, Kind: Kind, Source: source, IsArchived: IsArchived);

    /// <summary>The same customers by a column; by its other order when they are in it already. Counts begin with the most.</summary>
    public CustomerListView SortedBy(CustomerSort sort) => this with
    {
        Sort = sort,
        Descending = Sort == sort ? !Descending : sort == CustomerSort.Invoices,
        Page = 1,
    };

    /// <inheritdoc cref="SortedBy(CustomerSort)"/>
    public CustomerListView SortedBy(BalanceSort sort) => this with
    {
        BalanceSort = sort,
        Descending = BalanceSort == sort ? !Descending : sort is BalanceSort.Open or BalanceSort.Overdue or BalanceSort.Activity,
        Page = 1,
    };

    private static TValue? Known<TValue>(string? name)
        where TValue : struct, Enum =>
        Enum.TryParse<TValue>(name?.TrimEnd('-'), ignoreCase: true, out var value) && Enum.IsDefined(value) ? value : null;
}
