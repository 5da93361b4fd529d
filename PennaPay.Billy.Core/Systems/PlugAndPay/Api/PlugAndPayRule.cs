using System.Text.Json.Serialization;
using PennaPay.Billy.Core.Systems.PlugAndPay.Api.Wire;

namespace PennaPay.Billy.Core.Systems.PlugAndPay.Api;

/// <summary>
/// What Plug&amp;Pay does when something happens. A call of an address is neither signed nor does it say more than which order: the
/// address itself is the secret, so that it is not printed.
/// </summary>
public sealed record PlugAndPayRule : IPlugAndPayRecord
{
    public required long Id { get; init; }
    public string? Name { get; init; }

    /// <summary>Such as <c>order_paid</c>.</summary>
    public string? TriggerType { get; init; }

    /// <summary>Such as <c>call_webhook</c>.</summary>
    public string? ActionType { get; init; }

    /// <summary>Whether it cannot be changed from outside.</summary>
    public bool? Readonly { get; init; }

    /// <summary>What is called, as it stands there; null for rules that do something else.</summary>
    [JsonPropertyName("action_data")]
    [JsonConverter(typeof(CalledAddress))]
    public string? Address { get; init; }

    public override string ToString() => $"{nameof(PlugAndPayRule)} {Id}: {Name} ({TriggerType})";
}

/// <summary>When a rule calls; the words are known from clients, not from documentation.</summary>
public enum RuleTrigger
{
    /// <summary>Somebody paid.</summary>
    OrderPaid,

    /// <summary>An order became a final invoice.</summary>
    InvoiceCreated,
}
