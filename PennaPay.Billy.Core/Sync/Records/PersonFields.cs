using System.Security.Cryptography;
using System.Text;
using PennaPay.Billy.Core.Sync.Fields;

namespace PennaPay.Billy.Core.Sync.Records;

/// <summary>
/// The contact persons of a customer, each a value of one field. A person is known by the name, so that a new address is a change of
/// the same person; one without a name by the address.
/// </summary>
internal static class PersonFields
{
    public const string Name = "persons";

    // Enough that two names of one customer never meet, and short beside the field's name.
    private const int KeyLength = 16;

    public static SyncField Field { get; } = new(Name, FieldType.Person) { IsMany = true };

    /// <summary>The persons of one record by what each is kept under; who is nobody is left out.</summary>
    public static IReadOnlyDictionary<string, TPerson> ByEntry<TPerson>(IEnumerable<TPerson> persons, Func<TPerson, PersonValue> valueOf)
        where TPerson : notnull
    {
        if (persons is IReadOnlyCollection<TPerson> { Count: 0 })
            return Nobody<TPerson>.Is;
        var entries = new Dictionary<string, TPerson>();
        // Of two of one name the same is called by it on both sides.
        foreach (var (person, value) in persons.Select(person => (person, Value: valueOf(person))).Where(person => !person.Value.IsEmpty)
            .OrderBy(person => FieldValue.Normalise(FieldType.Email, person.Value.Email), StringComparer.Ordinal))
        {
            if (!entries.TryAdd(EntryOf(value.Name ?? value.Email!), person))
                entries.TryAdd(EntryOf($"{value.Name}\n{value.Email}"), person);
        }

        return entries;
    }

    private static class Nobody<TPerson>
    {
        public static readonly IReadOnlyDictionary<string, TPerson> Is = new Dictionary<string, TPerson>();
    }

    /// <summary>Whether a name is that of one of the persons.</summary>
    public static bool IsOne(string entry) => entry.StartsWith(Name + ':', StringComparison.Ordinal);

    private static string EntryOf(string who) => SyncField.EntryOf(
        Name, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(who.Normalize().ToLowerInvariant())))[..KeyLength]);
}
