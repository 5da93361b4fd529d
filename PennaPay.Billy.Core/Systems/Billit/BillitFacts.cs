using System.Text.Json;
using PennaPay.Billy.Core.Connections;

namespace PennaPay.Billy.Core.Systems.Billit;

/// <summary>What Billit said of a company beside its name.</summary>
/// <param name="HasLedgerAccounts">Whether accounts of the ledger are switched on for programs; null where Billit does not say.</param>
/// <param name="Language">The language of the person who connected it, such as <c>NL</c>.</param>
public sealed record BillitFacts(bool? HasLedgerAccounts, string? Language)
{
    /// <summary>What is known of a connection's company; empty where nothing is.</summary>
    public static BillitFacts Of(Connection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return connection.Facts is { } facts ? JsonSerializer.Deserialize<BillitFacts>(facts, JsonSerializerOptions.Web) ?? new(null, null) : new(null, null);
    }

    internal string ToJson() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);
}
