namespace PennaPay.Billy.Core.Records.Invoices.Editing;

/// <summary>Every origin whose invoices are another system's: issued, numbered and changed there, and only shown here.</summary>
/// <param name="origins">Those that the systems have registered.</param>
public sealed class MirroredOrigins(IEnumerable<MirroredOrigin> origins)
{
    private readonly HashSet<InvoiceOrigin> known = [.. origins.Select(mirrored => mirrored.Origin)];

    public bool Contains(InvoiceOrigin origin) => known.Contains(origin);
}

/// <summary>Registered by a system whose invoices come in.</summary>
/// <param name="Origin">What they are said to come from.</param>
public sealed record MirroredOrigin(InvoiceOrigin Origin);
