using System.Globalization;

namespace PennaPay.Billy.Core.Sync.Sources;

/// <summary>Times as watermarks hold them.</summary>
public static class SourceTimes
{
    public static string Write(DateTimeOffset time) => time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    /// <returns>Null where it holds none.</returns>
    public static DateTimeOffset? Read(string? watermark) =>
        DateTimeOffset.TryParse(watermark, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : null;
}
