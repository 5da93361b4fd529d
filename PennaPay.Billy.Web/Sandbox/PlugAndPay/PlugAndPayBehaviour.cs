namespace PennaPay.Billy.Web.Sandbox.PlugAndPay;

/// <summary>How the sandbox behaves where the real behaviour is unknown. The defaults are the most likely.</summary>
public sealed class PlugAndPayBehaviour
{
    /// <summary>Refuse every other <c>User-Agent</c> than the documented one.</summary>
    public bool IsStrictAboutUserAgent { get; set; } = true;

    /// <summary>Requests that a key has in a minute; 0: as many as it likes.</summary>
    public int RequestsPerMinute { get; set; } = 300;

    /// <summary>What an item's amounts are the amounts of.</summary>
    public ItemAmounts ItemAmounts { get; set; } = ItemAmounts.OfTheLine;

    /// <summary>Deduct an item's discounts from its amounts.</summary>
    public bool ItemAmountsAreDiscounted { get; set; } = true;

    /// <summary>Tell <c>invoice_date</c>.</summary>
    public bool TellsInvoiceDate { get; set; } = true;

    /// <summary>What calls of rules name as the type: <c>order</c> or <c>orders</c>.</summary>
    public string TriggerableType { get; set; } = "order";

    /// <summary>Under which name rules tell the address that they call: <c>url</c> or <c>hook_url</c>.</summary>
    public string AddressKey { get; set; } = "hook_url";
}

public enum ItemAmounts
{
    /// <summary>Of all pieces together.</summary>
    OfTheLine,

    /// <summary>Of one piece, whatever the quantity; then without a discount.</summary>
    OfOnePiece,
}
