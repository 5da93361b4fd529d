namespace PennaPay.Billy.Core;

/// <summary>What another system said of one field of a record that it refused.</summary>
/// <param name="Record">The record in that system's words, such as <c>invoice</c> or <c>invoiceLine</c>; may be empty.</param>
/// <param name="Field">The property in that system's words; null when the message is about the record as a whole.</param>
/// <param name="Message">Its sentence.</param>
public sealed record FieldMessage(string Record, string? Field, string Message);
