namespace PennaPay.Billy.Core.Systems.Billit.Api.Orders;

/// <summary>The documents that go to Billit, by Billit's names.</summary>
public enum OrderType
{
    Invoice,

    /// <summary>Its amounts are positive.</summary>
    CreditNote,
}
