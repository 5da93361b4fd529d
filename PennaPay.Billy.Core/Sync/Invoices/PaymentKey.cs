using System.Security.Cryptography;
using System.Text;
using PennaPay.Billy.Core.Records.Invoices;

namespace PennaPay.Billy.Core.Sync.Invoices;

/// <summary>What a payment of an account is known by here: an invoice may be in several accounts, and each tells of its own payments.</summary>
internal static class PaymentKey
{
    public static string PrefixOf(Guid connection) => $"{connection:N}:";

    public static string Of(Guid connection, string id)
    {
        var key = PrefixOf(connection) + id;
        return key.Length <= InvoiceOrigin.MaxIdLength
            ? key
            : PrefixOf(connection) + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)))[..(InvoiceOrigin.MaxIdLength - PrefixOf(connection).Length)];
    }
}
