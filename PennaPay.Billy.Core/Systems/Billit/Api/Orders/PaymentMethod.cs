namespace PennaPay.Billy.Core.Systems.Billit.Api.Orders;

/// <summary>How something was paid, by Billit's names.</summary>
public enum PaymentMethod
{
    /// <summary>By a transfer between banks.</summary>
    Wired,
    Visa,
    Bancontact,

    /// <summary>In cash.</summary>
    Contant,

    /// <summary>By direct debit.</summary>
    Domiciliation,
    Online,
    Other,
    PrivateAccount,
}
