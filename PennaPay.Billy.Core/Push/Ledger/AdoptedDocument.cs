using PennaPay.Billy.Core.Push.Targets;

namespace PennaPay.Billy.Core.Push.Ledger;

/// <summary>A document in the system that a person takes for a push's own, and the key that the push goes by.</summary>
internal sealed record AdoptedDocument(RemoteDocument Document, string? Key);
