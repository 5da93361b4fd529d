namespace PennaPay.Billy.Web.Sandbox.Pennylane;

/// <summary>One list of the API: what it can be filtered and sorted by.</summary>
/// <param name="Shelf">Where a company keeps the records.</param>
/// <param name="Fields">What it can be filtered by.</param>
/// <param name="Keys">What it can be sorted by besides id, with a text that sorts as the values do.</param>
internal sealed record ListKind<T>(
    Func<PennylaneCompany, Shelf<T>> Shelf, IReadOnlyList<FilterField<T>> Fields, IReadOnlyList<(string Name, Func<T, string> Key)> Keys)
    where T : SandboxItem
{
    /// <summary>Reads a page. Only as much is looked at as it takes.</summary>
    public PageOf<T> Read(PennylaneCompany company, IQueryCollection query, Func<Condition<T>, IEnumerable<long>?>? narrow = null)
    {
        var page = PageRequest.Of(query, [.. Keys.Select(key => key.Name)]);
        var conditions = FilterReader.Read(query, Fields);
        var shelf = Shelf(company);
        IEnumerable<T> found = Narrowest(conditions, narrow) is { } ids
            ? InOrder(ids.Distinct().Select(shelf.Find).OfType<T>(), page)
            : shelf.After(page.Sort == "id" ? page.LastId : null, page.IsDescending);
        found = found.Where(record => conditions.All(condition => condition.Holds(record)));
        return page.Sort == "id" ? Cut(found, page, null) : Sorted(found, page);
    }

    /// <summary>A page of a list that belongs to one record.</summary>
    public static PageOf<T> Of(IEnumerable<T> records, IQueryCollection query, params IReadOnlyList<(string Name, Func<T, string> Key)> keys)
    {
        FilterReader.Read<T>(query, []);
        var page = PageRequest.Of(query, [.. keys.Select(key => key.Name)]);
        return page.Sort == "id" ? Cut(InOrder(records, page), page, null) : Sorted(records, page, keys.First(key => key.Name == page.Sort).Key);
    }

    private static IEnumerable<long>? Narrowest(IReadOnlyList<Condition<T>> conditions, Func<Condition<T>, IEnumerable<long>?>? narrow)
    {
        foreach (var condition in conditions)
        {
            if (condition is { Field.Name: "id", Operator: "eq" or "in" })
                return condition.Values.Cast<long>();
            if (narrow?.Invoke(condition) is { } ids)
                return ids;
        }
        return null;
    }

    private static IEnumerable<T> InOrder(IEnumerable<T> records, PageRequest page) => page.IsDescending
        ? records.OrderByDescending(record => record.Id).Where(record => page.LastKey is not null || page.LastId is not { } last || record.Id < last)
        : records.OrderBy(record => record.Id).Where(record => page.LastKey is not null || page.LastId is not { } last || record.Id > last);

    private PageOf<T> Sorted(IEnumerable<T> records, PageRequest page) => Sorted(records, page, Keys.First(key => key.Name == page.Sort).Key);

    private static PageOf<T> Sorted(IEnumerable<T> records, PageRequest page, Func<T, string> key)
    {
        int Compare((string Key, long Id) a, (string Key, long Id) b)
        {
            var order = string.CompareOrdinal(a.Key, b.Key) is not 0 and var byKey ? byKey : a.Id.CompareTo(b.Id);
            return page.IsDescending ? -order : order;
        }

        var last = page.LastId is { } id ? (page.LastKey!, id) : default((string, long)?);
        var sorted = records.Select(record => (Record: record, Place: (key(record), record.Id)))
            .Where(one => last is not { } before || Compare(one.Place, before) > 0)
            .Order(Comparer<(T Record, (string, long) Place)>.Create((a, b) => Compare(a.Place, b.Place)))
            .Select(one => one.Record);
        return Cut(sorted, page, key);
    }

    private static PageOf<T> Cut(IEnumerable<T> found, PageRequest page, Func<T, string>? key)
    {
        var items = found.Take(page.Limit + 1).ToList();
        if (items.Count <= page.Limit)
            return new(items, null);
        items.RemoveAt(page.Limit);
        return new(items, page.CursorAfter(items[^1].Id, key?.Invoke(items[^1])));
    }
}
