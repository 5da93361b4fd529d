namespace PennaPay.Billy.Core.Systems.PlugAndPay.Api;

/// <summary>Whom an order is invoiced to.</summary>
public sealed record PlugAndPayBilling
{
    public PlugAndPayContact? Contact { get; init; }
    public PlugAndPayAddress? Address { get; init; }

    /// <summary>Not always told.</summary>
    public string? ExternalReference { get; init; }
}

public sealed record PlugAndPayContact
{
    /// <summary>Null for a private person.</summary>
    public string? Company { get; init; }
    public string? Email { get; init; }

    /// <summary>Where the invoice goes, if elsewhere.</summary>
    public string? InvoiceEmail { get; init; }
    public string? Firstname { get; init; }
    public string? Lastname { get; init; }
    public string? Telephone { get; init; }
    public string? Website { get; init; }
    public string? VatIdNumber { get; init; }

    /// <summary><c>none</c>, <c>reverse</c> (the customer owes the VAT) or <c>unknown</c>.</summary>
    public string? TaxExempt { get; init; }
}

public sealed record PlugAndPayAddress
{
    public string? Street { get; init; }
    public string? Housenumber { get; init; }
    public string? Zipcode { get; init; }
    public string? City { get; init; }

    /// <summary>ISO 3166 code of two letters.</summary>
    public string? Country { get; init; }
}
