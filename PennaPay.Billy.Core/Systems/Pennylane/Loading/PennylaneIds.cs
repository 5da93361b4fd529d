using System.Globalization;

namespace PennaPay.Billy.Core.Systems.Pennylane.Loading;

/// <summary>Pennylane's ids as they are stored: it counts, and the rest of the program keeps texts.</summary>
public static class PennylaneIds
{
    public static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);

    /// <exception cref="FormatException">It is none.</exception>
    public static long Of(string text) => long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
