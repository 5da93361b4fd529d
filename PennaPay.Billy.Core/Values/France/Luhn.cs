namespace PennaPay.Billy.Core.Values.France;

/// <summary>Luhn's test (ISO/IEC 7812-1, annex B): from the right every second digit is doubled, and the sum of all digits divides by ten.</summary>
internal static class Luhn
{
    public static bool Holds(string digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[^(i + 1)] - '0';
            var twice = 2 * digit;
            sum += i % 2 == 0 ? digit : twice > 9 ? twice - 9 : twice;
        }

        // A row of noughts passes, and is nobody's.
        return sum > 0 && sum % 10 == 0;
    }
}
