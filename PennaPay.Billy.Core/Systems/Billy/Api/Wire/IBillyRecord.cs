namespace PennaPay.Billy.Core.Systems.Billy.Api.Wire;

/// <summary>A record with an id of Billy's.</summary>
internal interface IBillyRecord
{
    /// <summary>Billy's id, which means nothing in itself.</summary>
    string Id { get; }
}
