using PennaPay.Billy.Core.Push.Targets;

namespace PennaPay.Billy.Core.Push.Decisions;

/// <summary>A document in the system that may be the one that a push made.</summary>
/// <param name="Document">What the system holds.</param>
/// <param name="CarriesOurKey">Whether the system kept our key on it, which no other document has.</param>
/// <param name="Link">Its page in the system.</param>
/// <param name="PartyName">What whom it is made out to is called there, where that was asked.</param>
public sealed record DocumentCandidate(RemoteDocument Document, bool CarriesOurKey, Uri? Link, string? PartyName = null);
