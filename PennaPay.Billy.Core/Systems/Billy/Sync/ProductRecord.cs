using PennaPay.Billy.Core.Sync.Records;
using PennaPay.Billy.Core.Systems.Billy.Api;

namespace PennaPay.Billy.Core.Systems.Billy.Sync;

/// <summary>A product with what a change of it has to know: its prices.</summary>
internal sealed record ProductRecord : TheirRecord
{
    public required BillyProduct Product { get; init; }
}
