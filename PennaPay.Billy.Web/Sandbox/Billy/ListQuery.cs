using System.Globalization;
using Microsoft.Extensions.Primitives;
using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Web.Sandbox.Billy;

/// <summary>Filters and orders a list as Billy does: what it does not know, it ignores.</summary>
internal sealed class ListQuery(SandboxCompany? company, SandboxStore store, Resource resource, IQueryCollection query)
{
    public List<SandboxRecord> Select()
    {
        var table = store[resource.Plural];
        IEnumerable<SandboxRecord> found = table.All;
        foreach (var field in resource.Filters)
        {
            if (Values(field) is not { Count: > 0 } wanted || (field == "externalId" && company?.Options.FiltersIgnored == true))
                continue;
            if (wanted.Count == 1 && found == table.All && table.HasIndex(field))
                found = table.Where(field, wanted[0]!);
            else
                found = found.Where(record => wanted.Any(value => Matches(record[field], resource[field]!, value!)));
        }
        foreach (var (parameter, field) in resource.Presences)
        {
            if (bool.TryParse(First(parameter), out var wanted))
                found = found.Where(record => store.Children(record, resource[field]!).Count > 0 == wanted);
        }
        foreach (var field in resource.Ranges)
        {
            var suffix = char.ToUpperInvariant(field[0]) + field[1..];
            found = Between(found, field, First("min" + suffix), First("max" + suffix));
        }
        foreach (var (parameter, field) in resource.Periods)
        {
            if (First(parameter) is { } text && Period.Parse(text) is var (from, through))
                found = Between(found, field, from, through);
        }
        if (resource.Search.Length > 0 && First("q") is { } q)
        {
            var couldBeAmount = q.All(c => char.IsAsciiDigit(c) || c is '.' or '-');
            found = found.Where(record => resource.Search.Any(path => store.Value(record, path) switch
            {
                string text => text.Contains(q, StringComparison.OrdinalIgnoreCase),
                decimal amount when couldBeAmount => amount.ToString("0.##", CultureInfo.InvariantCulture).Contains(q, StringComparison.Ordinal),
                _ => false,
            }));
        }
        return Order(found);
    }

    /// <summary>The values of a filter, from <c>key=v</c> and <c>key[]=v</c>; none when they are empty.</summary>
    private List<string?> Values(string key) =>
        [.. StringValues.Concat(query[key], query[key + "[]"]).Where(value => !string.IsNullOrEmpty(value))];

    private string? First(string key) => Values(key).FirstOrDefault();

    /// <summary>Both ends belong to it; a day includes its times.</summary>
    private static IEnumerable<SandboxRecord> Between(IEnumerable<SandboxRecord> records, string field, string? from, string? through)
    {
        if (from is null && through is null)
            return records;
        var low = from?.Replace(' ', 'T');
        var high = through?.Replace(' ', 'T');
        return records.Where(record => record.Text(field) is { } value
            && (low is null || string.CompareOrdinal(value, low) >= 0)
            && (high is null || string.CompareOrdinal(value[..Math.Min(value.Length, high.Length)], high) <= 0));
    }

    private static bool Matches(object? value, Field field, string wanted) => field.Kind switch
    {
        FieldKind.Flag => bool.TryParse(wanted, out var flag) && (value is true) == flag,
        FieldKind.Number or FieldKind.Integer =>
            decimal.TryParse(wanted, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && value is decimal own && own == number,
        _ => value as string == wanted,
    };

    private List<SandboxRecord> Order(IEnumerable<SandboxRecord> records)
    {
        var asked = First("sortProperty");
        var known = asked is not null && (resource.Sortable?.Contains(asked) ?? (asked == "id" || resource[asked] is not null));
        var property = known ? asked! : resource.SortBy;
        var descending = First("sortDirection") is { } direction
            ? direction.Equals("DESC", StringComparison.OrdinalIgnoreCase)
            : !known && resource.SortDescending;
        var list = records.ToList();
        list.Sort((a, b) =>
        {
            var order = property == "createdTime" ? 0 : Compare(Value(a), Value(b));
            if (order == 0)
                order = a.Order.CompareTo(b.Order);
            return descending ? -order : order;
        });
        return list;

        // Of a has-many the number of its records counts.
        object? Value(SandboxRecord record) => resource[property] is { Kind: FieldKind.HasMany } many
            ? (decimal)store.Children(record, many).Count
            : store.Value(record, property);
    }

    private static int Compare(object? a, object? b) => (a, b) switch
    {
        (string x, string y) => string.Compare(x, y, StringComparison.OrdinalIgnoreCase),
        (decimal x, decimal y) => x.CompareTo(y),
        (bool x, bool y) => x.CompareTo(y),
        _ => (a is null ? 0 : 1) - (b is null ? 0 : 1),
    };
}
