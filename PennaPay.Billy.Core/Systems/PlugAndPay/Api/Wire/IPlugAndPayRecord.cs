namespace PennaPay.Billy.Core.Systems.PlugAndPay.Api.Wire;

/// <summary>A record with an id of Plug&amp;Pay's.</summary>
internal interface IPlugAndPayRecord
{
    long Id { get; }
}
