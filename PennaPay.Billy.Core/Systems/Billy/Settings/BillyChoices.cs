using System.Text.Json;
using PennaPay.Billy.Core.Connections;

namespace PennaPay.Billy.Core.Systems.Billy.Settings;

/// <summary>What the owner chose for an organisation, kept with its connection.</summary>
/// <param name="DefaultAccountCode">The number of the account that sales go to; null leaves it to Billy's default.</param>
/// <param name="NumberUse">What PennaPay's number is in Billy.</param>
internal sealed record BillyChoices(string? DefaultAccountCode = null, NumberUse NumberUse = NumberUse.Reference)
{
    private static readonly BillyChoices None = new();

    /// <summary>The choices that <see cref="Connection.Settings"/> holds.</summary>
    public static BillyChoices Read(string? stored) =>
        stored is null ? None : JsonSerializer.Deserialize<BillyChoices>(stored, JsonSerializerOptions.Web) ?? None;

    /// <summary>As <see cref="Connection.Settings"/> holds them; null when nothing is chosen.</summary>
    public string? Store() => this == None ? null : JsonSerializer.Serialize(this, JsonSerializerOptions.Web);
}
