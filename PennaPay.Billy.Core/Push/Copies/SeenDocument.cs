using PennaPay.Billy.Core.Push.Targets;

namespace PennaPay.Billy.Core.Push.Copies;

/// <summary>What a look at a system says of an invoice's document there.</summary>
/// <param name="InvoiceId">Whose document.</param>
/// <param name="RemoteId">Which; nothing is noted where the invoice has another by now.</param>
/// <param name="Condition">What has become of it.</param>
/// <param name="Number">The number that it has in the system.</param>
/// <param name="IsWhole">Whether the look showed its lines too.</param>
internal sealed record SeenDocument(Guid InvoiceId, string RemoteId, DocumentCondition Condition, string? Number, bool IsWhole)
{
    /// <summary>Whether the look knew of every credit note.</summary>
    public bool KnowsCredits { get; init; }

    /// <summary>How far it is on its way to the customer; null where the look did not say.</summary>
    public RemoteDelivery? Delivery { get; init; }
}
