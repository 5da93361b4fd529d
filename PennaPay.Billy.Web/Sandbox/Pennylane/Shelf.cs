namespace PennaPay.Billy.Web.Sandbox.Pennylane;

/// <summary>All records of one kind, found by id and read in the order of their ids from anywhere.</summary>
internal sealed class Shelf<T>
    where T : SandboxItem
{
    private readonly List<long> ids = [];
    private readonly Dictionary<long, T> byId = [];

    public int Count => ids.Count;

    public IEnumerable<T> All => ids.Select(id => byId[id]);

    public T? Find(long id) => byId.GetValueOrDefault(id);

    public void Put(T item)
    {
        if (byId.TryAdd(item.Id, item))
        {
            // New ids are higher than all before them.
            var place = ids.Count == 0 || ids[^1] < item.Id ? ids.Count : ~ids.BinarySearch(item.Id);
            ids.Insert(place, item.Id);
        }
        else
            byId[item.Id] = item;
    }

    public void Remove(long id)
    {
        if (byId.Remove(id))
            ids.RemoveAt(ids.BinarySearch(id));
    }

    /// <summary>What comes after an id, up or down; null: from the beginning.</summary>
    public IEnumerable<T> After(long? id, bool descending)
    {
        var place = id is { } last ? ids.BinarySearch(last) : descending ? ids.Count : -1;
        if (descending)
        {
            for (var i = (place < 0 ? ~place : place) - 1; i >= 0; i--)
                yield return byId[ids[i]];
            yield break;
        }
        for (var i = id is null ? 0 : place < 0 ? ~place : place + 1; i < ids.Count; i++)
            yield return byId[ids[i]];
    }
}
