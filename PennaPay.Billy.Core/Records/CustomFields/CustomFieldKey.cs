using System.Security.Cryptography;

namespace PennaPay.Billy.Core.Records.CustomFields;

/// <summary>What stored values and mappings know a field by: <c>custom.</c> and eight letters or digits.</summary>
public static class CustomFieldKey
{
    private const string Prefix = "custom.";

    // Without those that are taken for one another.
    private const string Letters = "0123456789abcdefghjkmnpqrstvwxyz";

    /// <summary>Whether a name is that of a workspace's own field, one that it has or had.</summary>
    public static bool IsOne(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.StartsWith(Prefix, StringComparison.Ordinal);
    }

    internal static string New() => Prefix + RandomNumberGenerator.GetString(Letters, 8);
}
