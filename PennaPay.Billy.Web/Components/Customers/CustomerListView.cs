using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Web.Components.Customers;

/// <summary>What the customer list shows, as its address says it; so a link, the back button and a reload show the same.</summary>
public sealed record CustomerListView(
    string? Search = null, CustomerSort Sort = CustomerSort.Name, bool Descending = false, int Page = 1, CustomerKind? Kind = null)
{
    public const int PageSize = 50;

    public static CustomerListView All { get; } = new();

    public CustomerQuery Query => new(Search, (Page - 1) * PageSize, PageSize, Sort, Descending, Kind);

    public string Href => QueryHelpers.AddQueryString("/customers", new Dictionary<string, string?>
    {
        ["kind"] = Kind?.ToString().ToLowerInvariant(),
        ["q"] = Search,
        ["sort"] = Sort == CustomerSort.Name && !Descending ? null : Sort + (Descending ? "-" : ""),
        ["page"] = Page == 1 ? null : Page.ToString(CultureInfo.InvariantCulture),
    });

    /// <summary>Reads an address; what it does not know is left out.</summary>
    public static CustomerListView From(string? search, string? sort, int? page, string? kind = null)
    {
        var isKnown = Enum.TryParse<CustomerSort>(sort?.TrimEnd('-'), ignoreCase: true, out var by) && Enum.IsDefined(by);
        return new(
            SearchText.Tidy(search),
            isKnown ? by : CustomerSort.Name,
            isKnown && sort!.EndsWith('-'),
            Math.Clamp(page ?? 1, 1, int.MaxValue / PageSize),
            Enum.TryParse<CustomerKind>(kind, ignoreCase: true, out var of) && Enum.IsDefined(of) ? of : null);
    }

    /// <summary>The same customers by a column; by its other order when they are in it already. Counts begin with the most.</summary>
    public CustomerListView SortedBy(CustomerSort sort) => this with
    {
        Sort = sort,
        Descending = Sort == sort ? !Descending : sort == CustomerSort.Invoices,
        Page = 1,
    };
}
