using System.Globalization;
using System.Text.Json;

namespace PennaPay.Billy.Core.Systems.Billy.Lookup;

/// <summary>
/// One condition of a list. Billy takes no notice of a parameter that it does not know and answers everything, so whatever a record
/// itself can show is looked at once more here.
/// </summary>
/// <param name="Argument">Its name for those who ask, such as <c>min_entry_date</c>.</param>
/// <param name="Kind">What its value is.</param>
/// <param name="Property">The property of a record that it is about; null where none shows it.</param>
/// <param name="Comparison">How the two are compared.</param>
public sealed record LookupFilter(string Argument, LookupKind Kind, string? Property, LookupComparison Comparison)
{
    /// <summary>The words that it takes, where it takes but few.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    /// <summary>Whether a list is not read without it.</summary>
    public bool IsRequired { get; init; }

    /// <summary>What to say of it besides its name.</summary>
    public string? About { get; init; }

    /// <summary>
    /// Whether Billy documents it, or was seen to follow it. By any other the first page of several does not tell how many belong to
    /// the list: all of it may have fitted by chance.
    /// </summary>
    internal bool IsProven { get; init; } = true;

    /// <summary>What Billy calls it; null where Billy has no such filter, and all is read and looked at here.</summary>
    internal string? Parameter { get; init; }

    /// <summary>Whether a record belongs to the list. One that does not show the property does.</summary>
    internal bool Holds(JsonElement record, string wanted)
    {
        if (Property is null || Comparison == LookupComparison.Billys)
            return true;
        var own = LookupValue.Of(record, Property, Kind);
        if (own.Length == 0)
        {
            // A flag that was never set is not.
            return !record.TryGetProperty(Property, out _) || (Kind == LookupKind.Flag && wanted == "false");
        }

        return Comparison switch
        {
            LookupComparison.Equal when Kind == LookupKind.Amount =>
                decimal.Parse(own, CultureInfo.InvariantCulture) == decimal.Parse(wanted, CultureInfo.InvariantCulture),
            LookupComparison.Equal => string.Equals(own, wanted, StringComparison.Ordinal),
            // Days and times of this form are in the order of their characters; a day holds all of its times.
            LookupComparison.Least => string.CompareOrdinal(own, wanted) >= 0,
            _ => string.CompareOrdinal(own.Length > wanted.Length ? own[..wanted.Length] : own, wanted) <= 0,
        };
    }

    /// <summary>The value as Billy takes it: times with a space.</summary>
    internal string Sent(string value) => Kind == LookupKind.Time ? value.Replace('T', ' ') : value;
}
