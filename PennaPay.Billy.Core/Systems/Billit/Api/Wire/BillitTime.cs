using System.Globalization;
using PennaPay.Billy.Core.Http.Answers;

namespace PennaPay.Billy.Core.Systems.Billit.Api.Wire;

/// <summary>
/// Billit's times, such as <c>2024-03-10T15:00:49.72</c>, which say no zone and are taken for Belgium's. Of the hour that comes twice in
/// autumn the first is taken, so that nothing is missed by who asks for what came later.
/// </summary>
internal sealed class BillitTime : LenientValue<DateTimeOffset>
{
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Brussels");

    protected override bool TryParse(string text, out DateTimeOffset value)
    {
        value = default;
        if (!DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var read))
            return false;
        if (read.Kind == DateTimeKind.Utc)
        {
            value = new(read, TimeSpan.Zero);
            return true;
        }

        // A local time is one whose text had an offset, which is put into this machine's zone.
        if (read.Kind == DateTimeKind.Local)
            return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out value);
        var offset = Zone.IsAmbiguousTime(read) ? Zone.GetAmbiguousTimeOffsets(read).Max() : Zone.GetUtcOffset(read);
        if (read.Ticks - offset.Ticks < DateTime.MinValue.Ticks || read.Ticks - offset.Ticks > DateTime.MaxValue.Ticks)
            return false;
        value = new DateTimeOffset(read, offset).ToUniversalTime();
        return true;
    }
}
