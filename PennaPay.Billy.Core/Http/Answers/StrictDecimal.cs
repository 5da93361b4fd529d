using System.Globalization;

namespace PennaPay.Billy.Core.Http.Answers;

// Amounts, quantities and rates are texts such as "600.0". Whatever is no number must not pass for nothing.

internal sealed class StrictDecimal : LenientValue<decimal>
{
    private const NumberStyles Written = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;

    protected override bool TryParse(string text, out decimal value) =>
        decimal.TryParse(text, Written, CultureInfo.InvariantCulture, out value);
}
