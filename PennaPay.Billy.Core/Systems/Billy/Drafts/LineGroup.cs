namespace PennaPay.Billy.Core.Systems.Billy.Drafts;

/// <summary>Lines of several invoices that are posted alike, as the database holds what that depends on.</summary>
internal sealed record LineGroup
{
    public required int Vat { get; init; }

    /// <summary>The rate as it is stored.</summary>
    public required string VatRate { get; init; }
    public string? AccountCode { get; init; }
    public required string CountryCode { get; init; }
    public required int Kind { get; init; }
}

/// <summary>An invoice with the first of its groups that is in the way.</summary>
internal sealed record BlockedInvoice
{
    public required Guid Id { get; init; }
    public required string Number { get; init; }
    public required int Position { get; init; }
}
