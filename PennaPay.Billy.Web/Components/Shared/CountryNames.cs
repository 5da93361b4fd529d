using System.Collections.Concurrent;
using System.Globalization;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Web.Components.Shared;

/// <summary>Countries as the current user calls them.</summary>
public static class CountryNames
{
    private static readonly ConcurrentDictionary<string, IReadOnlyDictionary<string, string>> ByCulture = new();
    private static readonly ConcurrentDictionary<string, IReadOnlyList<Choice>> ChoicesByCulture = new();

    /// <summary>Every country's code and name: Denmark, where most customers are, then the others by name.</summary>
    public static IReadOnlyDictionary<string, string> All => ByCulture.GetOrAdd(CultureInfo.CurrentUICulture.Name, _ =>
        new OrderedDictionary<string, string>(Countries.All
            .Select(code => KeyValuePair.Create(code, Name(code)))
            .OrderBy(country => country.Key != Countries.Denmark)
            .ThenBy(country => country.Value, StringComparer.Create(CultureInfo.CurrentUICulture, ignoreCase: true))));

    /// <summary>The same to choose from.</summary>
    public static IReadOnlyList<Choice> Choices => ChoicesByCulture.GetOrAdd(
        CultureInfo.CurrentUICulture.Name, _ => [.. All.Select(country => new Choice(country.Key, country.Value))]);

    /// <summary>The name of a code; the code itself where it has none.</summary>
    public static string Of(string code) => All.GetValueOrDefault(code, code);

    // A region's display name is remembered in the language that somebody asked for first; the native name of a region
    // with a language in front of it is in that language.
    private static string Name(string code)
    {
        try
        {
            return new RegionInfo($"{CultureInfo.CurrentUICulture.TwoLetterISOLanguageName}-{code}").NativeName;
        }
        catch (ArgumentException)
        {
            return code;
        }
    }
}
