using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace PennaPay.Billy.Core.Storage;

/// <summary>Instants are stored as UTC date and time, because SQLite can neither order nor compare offsets.</summary>
internal sealed class UtcConverter() : ValueConverter<DateTimeOffset, DateTime>(
    instant => instant.UtcDateTime,
    stored => new DateTimeOffset(DateTime.SpecifyKind(stored, DateTimeKind.Utc)));
