using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using PennaPay.Billy.Core.Push.Targets;
using PennaPay.Billy.Core.Systems.Billit.Api.Orders;

namespace PennaPay.Billy.Core.Systems.Billit.Documents;

/// <summary>An order that is ready to be sent to Billit.</summary>
/// <param name="Order">What is sent.</param>
/// <param name="Round">How many documents of the invoice stood before and are there no more: each needs another key.</param>
/// <param name="Described">What is sent, as readable JSON.</param>
/// <param name="Hash">A hash of it.</param>
/// <param name="Expected">What the answer must show.</param>
internal sealed record PreparedOrder(NewOrder Order, int Round, string Described, string Hash, ExpectedDocument Expected)
    : Prepared.Ready(Described, Hash, Expected);

/// <summary>A document that is ready to be sent on to the customer.</summary>
/// <param name="OrderId">Billit's id of it.</param>
/// <param name="Transport">Which way and no other; null where Billit is to choose.</param>
/// <param name="Round">See <see cref="StandingDocument.Round"/>.</param>
/// <param name="Before">The order before it is sent.</param>
/// <param name="Described">What is asked for, as readable JSON.</param>
/// <param name="Hash">A hash of it.</param>
/// <param name="Expected">What the answer must show.</param>
internal sealed record PreparedSending(long OrderId, TransportType? Transport, int Round, RemoteDocument Before, string Described, string Hash, ExpectedDocument Expected)
    : Prepared.Ready(Described, Hash, Expected);

/// <summary>Orders as readable JSON, for history and for comparing.</summary>
internal static class OrderText
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>What is sent; it holds no secret.</summary>
    public static string Describe(NewOrder order) => JsonSerializer.Serialize(DescribedOrder.Of(order), Readable);

    /// <summary>What Billit answered.</summary>
    public static string Describe(BillitOrder order) => JsonSerializer.Serialize(order, Readable);

    public static string DescribeSending(long order, TransportType? transport) => JsonSerializer.Serialize(new { order, transport }, Readable);

    public static string Hash(string described) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(described)));

    /// <summary>What <see cref="Describe(NewOrder)"/> wrote; null where it is something else.</summary>
    public static DescribedOrder? ReadBack(string described)
    {
        try
        {
            return JsonSerializer.Deserialize<DescribedOrder>(described, Readable);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
