using System.Xml;
using System.Xml.Linq;

namespace PennaPay.Billy.Core.Storage;

/// <summary>The files of the key ring, one a key.</summary>
public static class KeyRing
{
    // What Data Protection cannot do without.
    private static readonly string[] Parts = ["creationDate", "activationDate", "expirationDate", "descriptor"];

    /// <summary>The files that are no whole key. A single one of them keeps all keys from being read.</summary>
    /// <returns>Each with what is wrong.</returns>
    public static IReadOnlyList<(string File, string Problem)> FindDamaged(StorageOptions storage)
    {
        ArgumentNullException.ThrowIfNull(storage);
        return Directory.Exists(storage.KeysPath)
            ? [.. from file in Directory.GetFiles(storage.KeysPath, "*.xml").Order(StringComparer.Ordinal)
                  let problem = ProblemOf(file)
                  where problem is not null
                  select (file, problem)]
            : [];
    }

    /// <summary>The ids of the keys that are there, by the names of their files.</summary>
    public static IReadOnlySet<Guid> Ids(StorageOptions storage)
    {
        ArgumentNullException.ThrowIfNull(storage);
        return Directory.Exists(storage.KeysPath)
            ? Directory.GetFiles(storage.KeysPath, "key-*.xml")
                .Select(file => Guid.TryParse(Path.GetFileNameWithoutExtension(file)["key-".Length..], out var id) ? id : (Guid?)null)
                .OfType<Guid>().ToHashSet()
            : new HashSet<Guid>();
    }

    private static string? ProblemOf(string file)
    {
        try
        {
            var key = XElement.Load(file);
            return key.Name.LocalName switch
            {
                "revocation" => null,
                "key" when Guid.TryParse((string?)key.Attribute("id"), out _) && Parts.All(part => key.Element(part) is not null) => null,
                _ => "it is no whole key",
            };
        }
        catch (Exception fault) when (fault is XmlException or IOException or UnauthorizedAccessException)
        {
            return fault.Message.TrimEnd('.');
        }
    }
}
