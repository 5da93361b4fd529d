using System.Globalization;
using PennaPay.Billy.Core.Records.Invoices;

namespace PennaPay.Billy.Web.Components.Sync;

/// <summary>What a run noted of an invoice, read from how it is stored.</summary>
internal sealed record InvoiceFacts(CopyState? State = null, DateOnly? Day = null, decimal? Amount = null, string? Currency = null)
{
    private const string DayFormat = "yyyy-MM-dd";

    private static readonly CopyState[] States = [CopyState.Booked, CopyState.PartlyPaid, CopyState.Paid, CopyState.Voided, CopyState.Credited];

    /// <returns>Null for a field that invoices have not, and for what is not stored so.</returns>
    public static InvoiceFacts? Read(string field, string value) => (field, value.Split(' ')) switch
    {
        ("state", [var word]) => StateOf(word) is { } state ? new(State: state) : null,
        ("issueDate", [var day]) => DayOf(day) is { } known ? new(Day: known) : null,
        ("payment", [var day, var amount]) => DayOf(day) is { } known && AmountOf(amount) is { } paid ? new(Day: known, Amount: paid) : null,
        ("gross", [var amount, { Length: 3 } currency]) => AmountOf(amount) is { } known ? new(Amount: known, Currency: currency) : null,
        _ => null,
    };

    /// <summary>Reads day and amount as a question stores them of an invoice: "2026-11-03 1250.00 DKK".</summary>
    public static InvoiceFacts? ReadAll(string? detail) =>
        detail?.Split(' ') is [var day, var amount, { Length: 3 } currency] && DayOf(day) is { } known && AmountOf(amount) is { } gross
            ? new(Day: known, Amount: gross, Currency: currency)
            : null;

    private static CopyState? StateOf(string word) =>
        States.Cast<CopyState?>().FirstOrDefault(state => state.ToString()!.Equals(word, StringComparison.OrdinalIgnoreCase));

    private static DateOnly? DayOf(string text) =>
        DateOnly.TryParseExact(text, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static decimal? AmountOf(string text) =>
        decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var amount) ? amount : null;
}
