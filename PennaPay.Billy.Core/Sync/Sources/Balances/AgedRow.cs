namespace PennaPay.Billy.Core.Sync.Sources.Balances;

/// <summary>What one customer owes in one currency, by age.</summary>
/// <param name="Customer">Who.</param>
/// <param name="Name">The customer's name.</param>
/// <param name="CustomerNo">The customer's number; null where it has none.</param>
/// <param name="Currency">ISO 4217 code of three capitals.</param>
/// <param name="Amounts">How much.</param>
/// <param name="LeftOutAt">Since when nothing new is read of it, because somebody wants that; null while it is read.</param>
/// <param name="GoneAt">When it was found that the source has it no more; null while it has.</param>
public sealed record AgedRow(Guid Customer, string Name, string? CustomerNo, string Currency, AgedAmounts Amounts, DateTimeOffset? LeftOutAt, DateTimeOffset? GoneAt);

/// <summary>What is owed in one currency.</summary>
/// <param name="Currency">ISO 4217 code of three capitals.</param>
/// <param name="Customers">By how many customers.</param>
/// <param name="Amounts">How much.</param>
public sealed record AgedTotal(string Currency, int Customers, AgedAmounts Amounts);

/// <summary>Amounts of one currency, by whole days since the last day to pay.</summary>
/// <param name="NotDue">That day is today or later, or none is named.</param>
/// <param name="Days30">1 to 30 days.</param>
/// <param name="Days60">31 to 60 days.</param>
/// <param name="Days90">61 to 90 days.</param>
/// <param name="Older">91 days or more.</param>
public sealed record AgedAmounts(decimal NotDue, decimal Days30, decimal Days60, decimal Days90, decimal Older)
{
    public decimal Total => NotDue + Days30 + Days60 + Days90 + Older;

    public static AgedAmounts operator +(AgedAmounts one, AgedAmounts other) =>
        new(one.NotDue + other.NotDue, one.Days30 + other.Days30, one.Days60 + other.Days60, one.Days90 + other.Days90, one.Older + other.Older);
}
