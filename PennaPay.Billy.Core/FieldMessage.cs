namespace PennaPay.Billy.Core;

/// <summary>What Billy said of one field of a record it refused (billy-api.md section 1.4).</summary>
/// <param name="Record">The record's root name, such as <c>invoice</c> or <c>invoiceLine</c>.</param>
/// <param name="Field">The property on the wire; null when the message is about the record as a whole.</param>
/// <param name="Message">Billy's sentence.</param>
public sealed record FieldMessage(string Record, string? Field, string Message);
