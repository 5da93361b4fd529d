using PennaPay.Billy.Core.Connections;

namespace PennaPay.Billy.Core.Systems.Billy.Settings;

/// <summary>What an organisation's way of numbering allows. Pure.</summary>
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
        return InvoiceNoOf(connection, number, connection.Choices.NumberUse);
    }

    /// <summary>The same where something else is wanted than what the owner chose for all others.</summary>
    public static string? InvoiceNoOf(Connection connection, string number, NumberUse wanted)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return UseIn(connection.NumberingMode, wanted) == NumberUse.InvoiceNumber ? number : null;
    }
}
