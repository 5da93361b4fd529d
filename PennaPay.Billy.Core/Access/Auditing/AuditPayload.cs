using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PennaPay.Billy.Core.Access.Auditing;

/// <summary>What an entry of the audit tells of a person.</summary>
/// <param name="Salt">Made up, so that nobody finds out by guessing what a hash that is left was of.</param>
/// <param name="Name"><see cref="Actor.Name"/> at that time.</param>
/// <param name="Address">From where.</param>
/// <param name="Detail">A few words more, such as the browser.</param>
internal sealed record AuditPayload(string Salt, string? Name, string? Address, string? Detail)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>As text, which is what the hash is of.</summary>
    public static string Write(string? name, string? address, string? detail) =>
        JsonSerializer.Serialize(new AuditPayload(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), name, address, detail), Json);

    /// <returns>Null where it was taken away, or is no payload any more.</returns>
    public static AuditPayload? Read(string? text)
    {
        try
        {
            return text is null ? null : JsonSerializer.Deserialize<AuditPayload>(text, Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
