using System.Text.Json;
using PennaPay.Billy.Core.Systems.Billy.Api.Wire;

namespace PennaPay.Billy.Core.Systems.Billy.Lookup;

/// <summary>One record of an answer, with what stands beside it there.</summary>
/// <param name="record">The record.</param>
/// <param name="answer">The whole answer.</param>
/// <param name="names">What ids of accounts and rates are called.</param>
internal sealed class LookupSource(JsonElement record, LookupRoots answer, LookupNames names)
{
    public JsonElement Record => record;

    public LookupNames Names => names;

    /// <summary>The record with this id in another root of the answer.</summary>
    public JsonElement? Beside(string root, string id) => answer.Find(root, id);

    /// <summary>
    /// A record's own records: embedded in it, or in a root of the answer that leads back to it, by its id or as <c>invoice:id</c>.
    /// </summary>
    /// <returns>Null where the answer has neither.</returns>
    public IEnumerable<JsonElement>? Children(string property, string root, string foreignKey)
    {
        if (record.TryGetProperty(property, out var embedded) && embedded.ValueKind == JsonValueKind.Array)
            return embedded.EnumerateArray().Where(child => child.ValueKind == JsonValueKind.Object);
        var id = LookupRoots.IdOf(record);
        return answer.Has(root) ? answer.All(root).Where(child => LookupValue.Of(child, foreignKey, LookupKind.Text).Split(':')[^1] == id) : null;
    }
}

/// <summary>The roots of one answer.</summary>
internal sealed class LookupRoots(JsonElement answer)
{
    private readonly Dictionary<string, Dictionary<string, JsonElement>> found = [];

    public bool Has(string root) => answer.TryGetProperty(root, out var records) && records.ValueKind == JsonValueKind.Array;

    public IEnumerable<JsonElement> All(string root) =>
        answer.TryGetProperty(root, out var records) && records.ValueKind == JsonValueKind.Array
            ? records.EnumerateArray().Where(record => record.ValueKind == JsonValueKind.Object) : [];

    public JsonElement? Find(string root, string id)
    {
        if (!found.TryGetValue(root, out var byId))
        {
            found[root] = byId = [];
            foreach (var record in All(root))
                byId.TryAdd(IdOf(record), record);
        }

        return BillyId.IsOne(id) && byId.TryGetValue(id, out var one) ? one : null;
    }

    public static string IdOf(JsonElement record) => LookupValue.Of(record, "id", LookupKind.Id);
}

/// <summary>What the ids in records are called in the books, as far as that has been read.</summary>
/// <param name="Accounts">Number and name of an account by its id.</param>
/// <param name="TaxRates">A VAT rate's name by its id.</param>
/// <param name="Currency">The currency of the books.</param>
/// <param name="ReadAt">When Billy told them; null where nothing was read.</param>
internal sealed record LookupNames(
    IReadOnlyDictionary<string, string> Accounts, IReadOnlyDictionary<string, string> TaxRates, string Currency, DateTimeOffset? ReadAt = null)
{
    public static LookupNames None { get; } = new(new Dictionary<string, string>(), new Dictionary<string, string>(), "");
}
