using System.Collections.Concurrent;
using System.Globalization;
using PennaPay.Billy.Core.Customers;

namespace PennaPay.Billy.Web.Components.Shared;

/// <summary>Countries as the current user calls them.</summary>
public static class CountryNames
{
    private static readonly ConcurrentDictionary<string, IReadOnlyDictionary<string, string>> ByCulture = new();

    /// <summary>Every country's code and name, by name.</summary>
    public static IEnumerable<KeyValuePair<string, string>> All =>
        Names.OrderBy(country => country.Value, StringComparer.Create(CultureInfo.CurrentUICulture, ignoreCase: true));

    private static IReadOnlyDictionary<string, string> Names =>
        ByCulture.GetOrAdd(CultureInfo.CurrentUICulture.Name, _ => Countries.All.ToDictionary(code => code, Name));

    /// <summary>The name of a code; the code itself where it has none.</summary>
    public static string Of(string code) => Names.GetValueOrDefault(code, code);

    private static string Name(string code)
    {
        try
        {
            return new RegionInfo(code).DisplayName;
        }
        catch (ArgumentException)
        {
            return code;
        }
    }
}
