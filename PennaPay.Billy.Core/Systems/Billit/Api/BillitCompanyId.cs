using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace PennaPay.Billy.Core.Systems.Billit.Api;

/// <summary>
/// Which company a request is about. A token opens all companies that its person works in, so that every request says which.
/// Written as <c>1234</c>, or as <c>1234/5678</c> by an accountant.
/// </summary>
/// <param name="PartyId">The company's number in Billit.</param>
/// <param name="ContextPartyId">What goes along when an accountant acts; null otherwise.</param>
public readonly record struct BillitCompanyId(long PartyId, long? ContextPartyId = null)
{
    private const char Divider = '/';

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out BillitCompanyId id)
    {
        id = default;
        var parts = (text ?? "").Split(Divider, 3);
        if (parts.Length > 2 || Read(parts[0]) is not { } party)
            return false;
        if (parts.Length == 1)
        {
            id = new(party);
            return true;
        }

        if (Read(parts[1]) is not { } context)
            return false;
        id = new(party, context);
        return true;
    }

    public override string ToString() => ContextPartyId is { } context
        ? string.Create(CultureInfo.InvariantCulture, $"{PartyId}{Divider}{context}")
        : PartyId.ToString(CultureInfo.InvariantCulture);

    private static long? Read(string digits) =>
        long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;
}
