using System.Text.Json.Serialization;
using PennaPay.Billy.Core.Http.Answers;
using PennaPay.Billy.Core.Systems.Billy.Api.Wire;

namespace PennaPay.Billy.Core.Systems.Billy.Api;

public sealed record BillyAccount : IBillyRecord
{
    public required string Id { get; init; }
    public string? Name { get; init; }

    /// <summary>The account's number, such as <c>1110</c>: what a bookkeeper calls its code.</summary>
    public string? AccountNo { get; init; }

    [JsonConverter(typeof(LenientBlock))]
    public string? Description { get; init; }
    public string? GroupId { get; init; }

    /// <summary><c>asset</c>, <c>liability</c>, <c>equity</c>, <c>revenue</c> or <c>expense</c>.</summary>
    public string? NatureId { get; init; }
    public string? SystemRole { get; init; }
    public string? CurrencyId { get; init; }
    public string? TaxRateId { get; init; }
    public bool? IsPaymentEnabled { get; init; }
    public bool? IsBankAccount { get; init; }
    public bool? IsArchived { get; init; }
}
