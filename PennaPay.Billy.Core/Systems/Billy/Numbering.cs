using PennaPay.Billy.Core.Connections;

namespace PennaPay.Billy.Core.Systems.Billy;

/// <summary>Who numbers an organisation's invoices.</summary>
public enum NumberingMode
{
    /// <summary>Billy has not said.</summary>
    Unknown,

    /// <summary>Billy gives the next number of its series when a draft is approved.</summary>
    Sequential,

    /// <summary>Every invoice must bring its own number.</summary>
    Manual,
}

/// <summary>What PennaPay's invoice number becomes in Billy.</summary>
public enum NumberUse
{
    /// <summary>The draft's order number, by which it is found again.</summary>
    Reference,

    /// <summary>The same, and the invoice's own number too.</summary>
    InvoiceNumber,
}

/// <summary>What an organisation's way of numbering allows (billy-api.md 4.3). Pure.</summary>
public static class Numbering
{
    /// <summary>Billy's word read. Only <c>sequential</c> has been seen; any other word means that Billy does not number.</summary>
    public static NumberingMode ModeOf(string? invoiceNoMode) => invoiceNoMode switch
    {
        null or "" => NumberingMode.Unknown,
        "sequential" => NumberingMode.Sequential,
        _ => NumberingMode.Manual,
    };

    /// <summary>Whether an owner may choose it: without a number of ours, Billy refuses a draft where it does not number.</summary>
    public static bool Allows(NumberingMode mode, NumberUse use) => mode != NumberingMode.Manual || use == NumberUse.InvoiceNumber;

    /// <summary>What is done when the owner wants <paramref name="wanted"/>.</summary>
    public static NumberUse UseIn(NumberingMode mode, NumberUse wanted) => Allows(mode, wanted) ? wanted : NumberUse.InvoiceNumber;

    /// <summary>The number that a draft brings along; null leaves it to Billy.</summary>
    public static string? InvoiceNoOf(Connection connection, string number)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return UseIn(ModeOf(connection.InvoiceNoMode), connection.NumberUse) == NumberUse.InvoiceNumber ? number : null;
    }
}
