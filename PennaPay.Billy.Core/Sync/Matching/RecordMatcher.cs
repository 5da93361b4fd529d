using PennaPay.Billy.Core.Sync.Fields;
using PennaPay.Billy.Core.Sync.Records;

namespace PennaPay.Billy.Core.Sync.Matching;

/// <summary>Which of their records is one of ours: by what is certain, and never by its name alone. Pure.</summary>
public sealed class RecordMatcher
{
    private const int FewestDigits = 5;

    private readonly IReadOnlyList<MatchKey> keys;
    private readonly Dictionary<(MatchKey Key, string Value), List<TheirRecord>> byKey = [];
    private readonly Dictionary<string, List<TheirRecord>> byName = [];

    /// <param name="keys">The surest first.</param>
    /// <param name="theirs">Those that are linked with none of ours.</param>
    public RecordMatcher(IReadOnlyList<MatchKey> keys, IEnumerable<TheirRecord> theirs)
    {
        this.keys = keys;
        foreach (var record in theirs)
        {
            foreach (var key in keys)
            {
                if (ValueOf(key, record.Of(key.There)) is { } value)
                    Add(byKey, (key, value), record);
            }

            if (NameKey.Of(record.Title) is { } name)
                Add(byName, name, record);
        }
    }

    /// <summary>Those that fit by a key, and are not certainly somebody else.</summary>
    public List<TheirRecord> By(MatchKey key, OurRecord ours) =>
        ValueOf(key, ours.Of(key.Here)) is { } value && byKey.TryGetValue((key, value), out var found) ? found.FindAll(theirs => IsPossible(ours, theirs)) : [];

    /// <summary>Those of a like name, which are no more than proposals.</summary>
    public List<TheirRecord> ByName(OurRecord ours) =>
        NameKey.Of(ours.Title) is { } name && byName.TryGetValue(name, out var alike) ? alike.FindAll(theirs => IsPossible(ours, theirs)) : [];

    // Two companies may share a name or a mailbox; their numbers tell them apart.
    private bool IsPossible(OurRecord ours, TheirRecord theirs) => keys.All(key =>
        !key.TellsApart
        || ValueOf(key, ours.Of(key.Here)) is not { } one
        || ValueOf(key, theirs.Of(key.There)) is not { } other
        || one == other);

    // "n/a", "-" and 00000000 are what people type who have no number, and no two of them are the same for it.
    private static string? ValueOf(MatchKey key, string? value) => FieldValue.Normalise(key.Type, value) is { } normal && key.Reason switch
    {
        MatchReason.RegistrationNo or MatchReason.Ean => normal.Count(char.IsAsciiDigit) >= FewestDigits && normal.Where(char.IsAsciiDigit).Distinct().Count() > 1,
        MatchReason.Email => normal.Contains('@', StringComparison.Ordinal),
        _ => true,
    }
        ? normal
        : null;

    private static void Add<TKey>(Dictionary<TKey, List<TheirRecord>> index, TKey key, TheirRecord record)
        where TKey : notnull
    {
        if (!index.TryGetValue(key, out var list))
            index.Add(key, list = []);
        list.Add(record);
    }
}
