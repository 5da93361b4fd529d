using PennaPay.Billy.Core.Push.Targets;

namespace PennaPay.Billy.Core.Push.Ledger;

/// <summary>What a system's answer adds to the ledger.</summary>
/// <param name="Document">The document that the push ended with.</param>
/// <param name="Duration">How long the system took.</param>
/// <param name="Answer">What it said, for history.</param>
/// <param name="Expected">What the document was held against, of a push that was never sent.</param>
internal sealed record RemoteAnswer(
    RemoteDocument? Document = null, TimeSpan? Duration = null, string? Answer = null, ExpectedDocument? Expected = null);
