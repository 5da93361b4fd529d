using System.Globalization;

namespace PennaPay.Billy.Core;

/// <summary>What another system said of one field of a record that it refused.</summary>
/// <param name="Record">The record in that system's words, such as <c>invoice</c> or <c>invoiceLine</c>; may be empty.</param>
/// <param name="Field">The property in that system's words; null when the message is about the record as a whole.</param>
/// <param name="Message">Its sentence.</param>
public sealed record FieldMessage(string Record, string? Field, string Message)
{
    private const string LineRecord = "line";

    /// <summary>The place of the line of our invoice that it is about, counted from one; null when it is about none. Its text is then the message.</summary>
    public int? LinePosition => Record == LineRecord && int.TryParse(Field, NumberStyles.None, CultureInfo.InvariantCulture, out var position) ? position : null;

    /// <summary>Says that a line of our invoice is what stands in the way.</summary>
    /// <param name="position">Counted from one.</param>
    /// <param name="text">What the line says, so that it is known again when lines have moved.</param>
    public static FieldMessage OfLine(int position, string text) => new(LineRecord, position.ToString(CultureInfo.InvariantCulture), text);
}
