using System.Globalization;
using System.Net.Http.Headers;

namespace PennaPay.Billy.Core.Http.Pace;

/// <summary>What a system still takes, as an answer of its says.</summary>
/// <param name="Window">What grows each time the system begins to count anew.</param>
/// <param name="Remaining">How many requests more.</param>
/// <param name="ResetsIn">Until it begins to count anew.</param>
internal readonly record struct RequestAllowance(long Window, int Remaining, TimeSpan ResetsIn)
{
    /// <summary>Reads it from two headers, of which the second is a time in Unix seconds.</summary>
    /// <param name="headers">The answer's.</param>
    /// <param name="remaining">The name of the header with the number of requests.</param>
    /// <param name="reset">The name of the header with the time.</param>
    /// <param name="now">The time here, for an answer that does not say what time it is there.</param>
    /// <returns>Null when one of the two is missing or no number.</returns>
    public static RequestAllowance? Read(HttpResponseHeaders headers, string remaining, string reset, DateTimeOffset now) =>
        NumberIn(headers, remaining) is { } left and <= int.MaxValue && NumberIn(headers, reset) is { } end
            ? new(end, (int)left, TimeSpan.FromSeconds(Math.Clamp(end - (headers.Date ?? now).ToUnixTimeMilliseconds() / 1000.0, 0, int.MaxValue)))
            : null;

    private static long? NumberIn(HttpResponseHeaders headers, string name) =>
        headers.TryGetValues(name, out var values) && long.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
