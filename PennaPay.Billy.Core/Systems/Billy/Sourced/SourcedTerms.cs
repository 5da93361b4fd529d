using System.Text.Json;
using System.Text.Json.Serialization;
using PennaPay.Billy.Core.Sync.Sources.Pushing;
using PennaPay.Billy.Core.Systems.Billy.Settings;

namespace PennaPay.Billy.Core.Systems.Billy.Sourced;

/// <summary>What drafts are that are made of a source's invoices, as the owner chose; kept as <see cref="SourcePush.Choices"/>.</summary>
/// <param name="Number">What the source's number becomes in Billy.</param>
/// <param name="Vat">How lines are posted.</param>
public sealed record SourcedTerms(
    [property: JsonConverter(typeof(JsonStringEnumConverter<NumberUse>))] NumberUse Number, SourcedVat Vat)
{
    /// <summary>The terms that are stored.</summary>
    internal static SourcedTerms Read(string stored) =>
        JsonSerializer.Deserialize<SourcedTerms>(stored, JsonSerializerOptions.Web) ?? throw new JsonException("There are no terms.");

    internal string Store() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);
}
