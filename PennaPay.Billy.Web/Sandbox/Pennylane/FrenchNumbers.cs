using System.Globalization;

namespace PennaPay.Billy.Web.Sandbox.Pennylane;

/// <summary>Numbers of companies that nobody has, with the right check digits.</summary>
internal static class FrenchNumbers
{
    /// <summary>A SIREN: eight digits, and one by which their sum by Luhn ends in 0.</summary>
    public static string Siren(int eightDigits)
    {
        var digits = eightDigits.ToString("00000000", CultureInfo.InvariantCulture);
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[i] - '0';
            // Every second one from the right, the check digit being the first, is doubled.
            var doubled = i % 2 == 1 ? digit * 2 : digit;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }
        return digits + ((10 - (sum % 10)) % 10).ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>The VAT number of a SIREN.</summary>
    public static string Vat(string siren)
    {
        var key = (12 + (3 * (long.Parse(siren, CultureInfo.InvariantCulture) % 97))) % 97;
        return string.Create(CultureInfo.InvariantCulture, $"FR{key:00}{siren}");
    }
}
