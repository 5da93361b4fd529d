using System.Globalization;

namespace PennaPay.Billy.Web.Sandbox.Billit;

/// <summary>Numbers that look right, of nobody.</summary>
internal static class BelgianNumbers
{
    /// <summary>A VAT number: eight digits, and 97 less what is left of them after division by 97.</summary>
    public static string Vat(int digits) => string.Create(CultureInfo.InvariantCulture, $"BE{digits:00000000}{97 - (digits % 97):00}");
}
