using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Sync.Sources.Balances;

/// <summary>The one place that says which day it is for what customers owe.</summary>
internal static class BalanceDays
{
    public static DateOnly Today(TimeProvider time) => Of(time.GetUtcNow());

    public static DateOnly Of(DateTimeOffset instant) => DanishTime.DayOf(instant);
}
