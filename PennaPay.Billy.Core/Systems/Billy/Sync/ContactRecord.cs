using PennaPay.Billy.Core.Sync.Records;
using PennaPay.Billy.Core.Systems.Billy.Api;

namespace PennaPay.Billy.Core.Systems.Billy.Sync;

/// <summary>A contact with what a change of it has to know: its persons, and the city that it has an id of.</summary>
internal sealed record ContactRecord : TheirRecord
{
    public required BillyContact Contact { get; init; }
}
