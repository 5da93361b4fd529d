using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using PennaPay.Billy.Core.Records.Invoices;

namespace PennaPay.Billy.Core.Systems.Billy.Drafts;

/// <summary>What a draft is called on both sides: the same for ever for one invoice in one organisation.</summary>
internal static class DraftKey
{
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const string Mark = "PP-";
    private const int Characters = 15;

    private static readonly SearchValues<char> Allowed = SearchValues.Create(Base32);

    /// <summary>
    /// <c>PP-</c> and 15 base32 characters (75 bits) of a hash over organisation, origin, the origin's id and the kind of
    /// document. Billy keeps it as <c>externalId</c>.
    /// </summary>
    public static string Of(string organizationId, Invoice invoice)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(
            $"{organizationId}\n{invoice.WorkspaceId}\n{invoice.Origin}\n{invoice.OriginId}\n{invoice.Kind}"));
        return string.Create(Mark.Length + Characters, hash, static (key, bits) =>
        {
            Mark.CopyTo(key);
            for (var i = 0; i < Characters; i++)
            {
                var bit = i * 5;
                var window = bits[bit / 8] << 8 | bits[bit / 8 + 1];
                key[Mark.Length + i] = Base32[window >> (11 - bit % 8) & 31];
            }
        });
    }

    /// <summary>Whether an <c>externalId</c> was made by <see cref="Of"/>, in whatever installation.</summary>
    public static bool IsKey(string externalId) =>
        externalId.Length == Mark.Length + Characters && externalId.StartsWith(Mark, StringComparison.Ordinal)
        && !externalId.AsSpan(Mark.Length).ContainsAnyExcept(Allowed);
}
