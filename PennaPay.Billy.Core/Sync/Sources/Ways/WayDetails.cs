using PennaPay.Billy.Core.Push.Copies;
using PennaPay.Billy.Core.Push.History;

namespace PennaPay.Billy.Core.Sync.Sources.Ways;

/// <summary>All that is known of one invoice's way.</summary>
/// <param name="Row">How it stands.</param>
/// <param name="Sourced">How it stands in the source.</param>
/// <param name="CameAt">When it came here.</param>
/// <param name="PartyId">The id that the customer is linked to over there; null while it is to none.</param>
/// <param name="Documents">The pushes that made its document, the latest last.</param>
/// <param name="Sendings">The pushes that sent the document on, the latest last.</param>
/// <param name="Delivery">How far it is on its way to the customer.</param>
/// <param name="Page">Where the document can be seen; null where that is not known.</param>
public sealed record WayDetails(
    WayRow Row, SourcedInvoice Sourced, DateTimeOffset CameAt, string? PartyId, IReadOnlyList<PushTimeline> Documents, IReadOnlyList<PushTimeline> Sendings, Delivery? Delivery, Uri? Page);
