using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PennaPay.Billy.Core.Storage;

/// <summary>Storage of amounts.</summary>
internal static class MoneyConversion
{
    /// <summary>
    /// Stores an amount of two decimals as a whole number of hundredths, so that SQLite, which keeps decimals as text,
    /// can sort and compare it.
    /// </summary>
    public static PropertyBuilder<decimal> HasMoneyConversion(this PropertyBuilder<decimal> property) =>
        property.HasConversion(amount => (long)(amount * 100m), hundredths => hundredths / 100m);

    /// <inheritdoc cref="HasMoneyConversion(PropertyBuilder{decimal})"/>
    public static PropertyBuilder<decimal?> HasMoneyConversion(this PropertyBuilder<decimal?> property) =>
        property.HasConversion(amount => (long?)(amount * 100m), hundredths => hundredths / 100m);
}
