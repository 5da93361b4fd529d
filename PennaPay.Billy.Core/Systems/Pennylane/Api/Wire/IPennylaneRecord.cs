namespace PennaPay.Billy.Core.Systems.Pennylane.Api.Wire;

/// <summary>A record with an id of Pennylane's.</summary>
internal interface IPennylaneRecord
{
    /// <summary>Far beyond what 32 bits hold.</summary>
    long Id { get; }
}
