namespace PennaPay.Billy.Core.Records.Invoices.Editing;

/// <summary>An origin whose invoices are the mirror of another system's: issued, numbered and changed there, and only shown here.</summary>
/// <param name="Origin">The origin.</param>
public sealed record MirroredOrigin(InvoiceOrigin Origin);

/// <summary>Every such origin; each system registers its own.</summary>
public sealed class MirroredOrigins(IEnumerable<MirroredOrigin> origins)
{
    private readonly HashSet<InvoiceOrigin> known = [.. origins.Select(mirrored => mirrored.Origin)];

    public bool Contains(InvoiceOrigin origin) => known.Contains(origin);
}
