using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;

namespace PennaPay.Billy.Web.Components.Customers.Sources;

/// <summary>What the page of aged receivables shows, as its address says it.</summary>
/// <param name="Source">The source's account; null for the first.</param>
/// <param name="Currency">Null for the one that most customers owe in.</param>
/// <param name="Page">Counted from one.</param>
public sealed record AgedView(Guid? Source = null, string? Currency = null, int Page = 1)
{
    public const string Path = "/customers/aged";

    public const int PageSize = 100;

    public string Href => QueryHelpers.AddQueryString(Path, new Dictionary<string, string?>
    {
        ["source"] = Source?.ToString(),
        ["currency"] = Currency,
        ["page"] = Page == 1 ? null : Page.ToString(CultureInfo.InvariantCulture),
    });

    /// <summary>Reads an address; what it does not know is left out.</summary>
    public static AgedView From(string? source, string? currency, int? page) => new(
        Guid.TryParse(source, out var connection) ? connection : null,
        currency is { Length: 3 } && currency.All(char.IsAsciiLetterUpper) ? currency : null,
        Math.Clamp(page ?? 1, 1, int.MaxValue / PageSize));
}
