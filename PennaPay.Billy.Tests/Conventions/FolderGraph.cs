namespace PennaPay.Billy.Tests.Conventions;

/// <summary>Which folders lean on which, each arrow with the types that draw it.</summary>
internal sealed class FolderGraph
{
    private readonly SortedDictionary<string, SortedDictionary<string, string[]>> arrows = new(StringComparer.Ordinal);

    /// <param name="references">What names what.</param>
    /// <param name="folderOf">Null for what is in no folder that is looked at.</param>
    public FolderGraph(IEnumerable<TypeReference> references, Func<Type, string?> folderOf)
    {
        var between =
            from reference in references
            let @from = folderOf(reference.From)
            let to = folderOf(reference.To)
            where @from is not null && to is not null && @from != to
            group $"{reference.From.Name} → {reference.To.Name}" by (@from, to);
        foreach (var arrow in between)
        {
            if (!arrows.TryGetValue(arrow.Key.@from, out var targets))
                arrows.Add(arrow.Key.@from, targets = new(StringComparer.Ordinal));
            targets.Add(arrow.Key.to, [.. arrow.Order(StringComparer.Ordinal)]);
        }
    }

    public IEnumerable<(string From, string To, string[] Types)> Arrows =>
        arrows.SelectMany(source => source.Value.Select(target => (source.Key, target.Key, target.Value)));

    /// <summary>For every arrow that is part of a cycle a shortest one, with the types of each of its arrows.</summary>
    public IEnumerable<string> Cycles() =>
        Arrows
            .Select(arrow => Way(arrow.To, arrow.From))
            .OfType<string[]>()
            .Select(FromItsFirst)
            .DistinctBy(cycle => string.Join('/', cycle))
            .Select(Describe);

    private string[]? Way(string start, string end)
    {
        var ways = new Queue<string[]>([[start]]);
        HashSet<string> seen = [start];
        while (ways.TryDequeue(out var way))
        {
            if (way[^1] == end)
                return way;
            foreach (var next in arrows.GetValueOrDefault(way[^1])?.Keys.Where(seen.Add) ?? [])
                ways.Enqueue([.. way, next]);
        }
        return null;
    }

    private static string[] FromItsFirst(string[] cycle)
    {
        var first = Array.IndexOf(cycle, cycle.Min(StringComparer.Ordinal));
        return [.. cycle[first..], .. cycle[..first]];
    }

    private string Describe(string[] cycle)
    {
        string[] closed = [.. cycle, cycle[0]];
        var edges =
            from edge in closed.Zip(closed.Skip(1))
            let types = arrows[edge.First][edge.Second]
            select $"{Environment.NewLine}    {edge.First} → {edge.Second}: {types[0]}{(types.Length > 1 ? $" and {types.Length - 1} more" : "")}";
        return $"{string.Join(" → ", closed)}{string.Concat(edges)}";
    }
}
