using System.Text.Json;
using PennaPay.Billy.Core.Connections;

namespace PennaPay.Billy.Core.Systems.Billy.Settings;

/// <summary>What of an organisation is remembered with its connection.</summary>
/// <param name="InvoiceNoMode">How it numbers invoices, in Billy's word; see <see cref="Numbering"/>.</param>
internal sealed record BillyFacts(string? InvoiceNoMode = null)
{
    private static readonly BillyFacts Unknown = new();

    /// <summary>The facts that <see cref="Connection.Facts"/> holds.</summary>
    public static BillyFacts Read(string? stored) =>
        stored is null ? Unknown : JsonSerializer.Deserialize<BillyFacts>(stored, JsonSerializerOptions.Web) ?? Unknown;
}
