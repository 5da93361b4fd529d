using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Web.Sandbox.Billit;

/// <summary>The time there. What is written has no zone: it is Belgian.</summary>
internal sealed class BillitClock(TimeProvider time) : SandboxClock(time)
{
    private static readonly TimeZoneInfo Belgium = TimeZoneInfo.FindSystemTimeZoneById("Europe/Brussels");

    /// <summary>When unsent invoices are sent by themselves.</summary>
    private static readonly TimeSpan Morning = TimeSpan.FromHours(9);

    /// <summary>What a Belgian clock shows.</summary>
    public DateTime Local => LocalAt(Now);

    public static DateTime LocalAt(DateTimeOffset moment) => DateTime.SpecifyKind(TimeZoneInfo.ConvertTime(moment, Belgium).DateTime, DateTimeKind.Unspecified);

    public static DateTimeOffset At(DateTime local) => new(local, Belgium.GetUtcOffset(local));

    /// <summary>The first nine o'clock after a moment.</summary>
    public static DateTimeOffset MorningAfter(DateTimeOffset moment)
    {
        var local = LocalAt(moment);
        var day = local.TimeOfDay < Morning ? local.Date : local.Date.AddDays(1);
        return At(day + Morning);
    }
}
