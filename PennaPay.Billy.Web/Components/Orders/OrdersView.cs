using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using PennaPay.Billy.Core.Sync.Sources.Ways;

namespace PennaPay.Billy.Web.Components.Orders;

/// <summary>What the page of a shop's orders shows, as its address says it.</summary>
/// <param name="Shop">The shop's connection; null for the first.</param>
/// <param name="State">Only orders that are so far; null for all.</param>
/// <param name="Search">See <see cref="WayQuery.Search"/>.</param>
/// <param name="From">The first issue date.</param>
/// <param name="Page">Counted from one.</param>
public sealed record OrdersView(Guid? Shop = null, WayState? State = null, string? Search = null, DateOnly? From = null, int Page = 1)
{
    public const string Path = "/orders";

    public const int PageSize = 50;

    public const string SettingsPath = Path + "/settings";

    public const string BringOverPath = Path + "/bring-over";

    public string Href => QueryHelpers.AddQueryString(Path, Parts);

    /// <summary>What the address says behind the path.</summary>
    internal Dictionary<string, string?> Parts => new()
    {
        ["shop"] = Shop?.ToString(),
        ["state"] = State?.ToString(),
        ["q"] = Search,
        ["from"] = From?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ["page"] = Page == 1 ? null : Page.ToString(CultureInfo.InvariantCulture),
    };

    internal WayQuery Query => new() { State = State, Search = Search, From = From, Skip = (Page - 1) * PageSize, Take = PageSize };

    /// <summary>Reads an address; what it does not know is left out.</summary>
    public static OrdersView Of(string? shop, string? state, string? search, string? from, int? page) => new(
        Guid.TryParse(shop, out var connection) ? connection : null,
        Enum.TryParse<WayState>(state, out var known) && Enum.IsDefined(known) ? known : null,
        string.IsNullOrWhiteSpace(search) ? null : search.Trim()[..Math.Min(search.Trim().Length, 100)],
        DateOnly.TryParseExact(from, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null,
        Math.Clamp(page ?? 1, 1, int.MaxValue / PageSize));

    /// <summary>An order's own page.</summary>
    public static string HrefOf(Guid shop, Guid invoice) => $"{Path}/{invoice}?shop={shop}";

    /// <summary>Something else of one shop.</summary>
    public static string Of(string path, Guid? shop) => shop is null ? path : $"{path}?shop={shop}";
}
