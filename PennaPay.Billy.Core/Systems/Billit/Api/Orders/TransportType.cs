namespace PennaPay.Billy.Core.Systems.Billit.Api.Orders;

/// <summary>Ways to the customer, as far as they are offered here; Billit knows more.</summary>
public enum TransportType
{
    Peppol,

    /// <summary>E-mail, which fails until the company's own address was confirmed in Billit.</summary>
    Email,

    /// <summary>A letter by post.</summary>
    Letter,
}
