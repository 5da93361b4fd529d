namespace PennaPay.Billy.Core.Systems.Billit.Api;

/// <summary>Which parties: by what Billit documents, and nothing else, for a filter that it does not know is refused.</summary>
public sealed record PartyFilter
{
    /// <summary>Only customers, or only suppliers.</summary>
    public bool? AreCustomers { get; init; }

    /// <summary>Only those that were changed since the beginning of a day where Billit is.</summary>
    public DateOnly? ModifiedSince { get; init; }

    /// <summary>A text that Billit looks for in names, VAT numbers and e-mail addresses; what it finds is to be compared again.</summary>
    public string? Search { get; init; }
}
