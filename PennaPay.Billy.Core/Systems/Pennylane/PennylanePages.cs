using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Links;

namespace PennaPay.Billy.Core.Systems.Pennylane;

/// <summary>Where a record can be seen in Pennylane's own application. A sandbox of ours has no pages.</summary>
internal static class PennylanePages
{
    private const string Application = "https://app.pennylane.com/companies/";

    /// <param name="connection">Which company.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="id">Pennylane's id of it.</param>
    /// <returns>Null where it has no page, or an id is none of Pennylane's.</returns>
    public static Uri? Of(Connection connection, RecordKind kind, string id) =>
        connection.UsesSandbox || !IsOne(connection.AccountId) || !IsOne(id)
            ? null
            : kind switch
            {
                RecordKind.Contact => new($"{Application}{connection.AccountId}/clients/customers?id={id}"),
                RecordKind.Invoice => new($"{Application}{connection.AccountId}/clients/customer_invoices?invoice_id={id}"),
                _ => null,
            };

    private static bool IsOne(string id) => id.Length is > 0 and <= 19 && id.All(char.IsAsciiDigit);
}
