using System.Globalization;

namespace PennaPay.Billy.Core.Systems.PlugAndPay.Orders;

/// <summary>Plug&amp;Pay's ids as they are stored: it counts, and the rest of the program keeps texts.</summary>
internal static class PlugAndPayIds
{
    public static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);

    /// <exception cref="FormatException">It is none.</exception>
    public static long Of(string text) => long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>An order among those of all shops.</summary>
    public static string OfOrder(string shop, long order) => $"{shop}-{Text(order)}";
}
