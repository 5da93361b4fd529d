namespace PennaPay.Billy.Core.Systems.Billit.Api.Wire;

/// <summary>A record with a number of Billit's.</summary>
internal interface IBillitRecord
{
    long Id { get; }
}
