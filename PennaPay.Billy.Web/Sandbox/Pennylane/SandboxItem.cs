using System.Text.Json.Serialization;

namespace PennaPay.Billy.Web.Sandbox.Pennylane;

/// <summary>What every record of a company has. Ids and times are given by the sandbox.</summary>
public abstract record SandboxItem
{
    [JsonInclude] public long Id { get; internal init; }

    [JsonInclude] public DateTimeOffset CreatedAt { get; internal init; }

    [JsonInclude] public DateTimeOffset UpdatedAt { get; internal init; }
}

public sealed record SandboxAddress(string Address = "", string PostalCode = "", string City = "", string Country = "");

/// <summary>A company or a person that is invoiced.</summary>
public sealed record SandboxCustomer : SandboxItem
{
    /// <summary>False: a person, who has a first and a last name and no numbers.</summary>
    public bool IsCompany { get; init; } = true;

    public string Name { get; init; } = "";

    public string FirstName { get; init; } = "";

    public string LastName { get; init; } = "";

    /// <summary>The SIREN.</summary>
    public string RegNo { get; init; } = "";

    public string VatNumber { get; init; } = "";

    /// <summary>Who gets its invoices; contacts are somebody else.</summary>
    public IReadOnlyList<string> Emails { get; init; } = [];

    public string Phone { get; init; } = "";

    public string Recipient { get; init; } = "";

    public string Reference { get; init; } = "";

    public string? Notes { get; init; }

    public string? BillingIban { get; init; }

    public SandboxAddress BillingAddress { get; init; } = new();

    public SandboxAddress DeliveryAddress { get; init; } = new();

    public string PaymentConditions { get; init; } = "30_days";

    public string BillingLanguage { get; init; } = "fr_FR";

    /// <summary>Null: the sandbox gives it one.</summary>
    public string? ExternalReference { get; init; }

    [JsonInclude] public long LedgerAccount { get; internal init; }

    [JsonInclude] public IReadOnlyList<SandboxContact> Contacts { get; internal init; } = [];

    public string FullName => IsCompany ? Name : $"{FirstName} {LastName}";
}

/// <summary>Somebody at a customer.</summary>
public sealed record SandboxContact : SandboxItem
{
    public string FirstName { get; init; } = "";

    public string LastName { get; init; } = "";

    public string Role { get; init; } = "";

    public string Email { get; init; } = "";

    public string TelephoneNumber { get; init; } = "";

    public string MobileNumber { get; init; } = "";
}

public sealed record SandboxProduct : SandboxItem
{
    public string Label { get; init; } = "";

    public string Description { get; init; } = "";

    public string Reference { get; init; } = "";

    public string? ExternalReference { get; init; }

    public string Unit { get; init; } = "piece";

    public decimal PriceBeforeTax { get; init; }

    public string VatRate { get; init; } = "FR_200";

    public string Currency { get; init; } = "EUR";
}

/// <summary>A line of the bank's.</summary>
public sealed record SandboxTransaction : SandboxItem
{
    public string Label { get; init; } = "";

    public DateOnly Date { get; init; }

    /// <summary>In euro; what came in is positive.</summary>
    public decimal Amount { get; init; }

    public string Currency { get; init; } = "EUR";

    public decimal? CurrencyAmount { get; init; }

    public long? Customer { get; init; }

    /// <summary>The invoices that it paid, each with its part in euro.</summary>
    [JsonInclude] public IReadOnlyList<SandboxMatch> Matches { get; internal init; } = [];

    public decimal Outstanding => Amount - Matches.Sum(match => match.Amount);
}

/// <summary>A part of a transaction that pays an invoice, or the other way round.</summary>
/// <param name="Other">The invoice of a transaction, or the transaction of an invoice.</param>
/// <param name="Amount">In euro.</param>
public sealed record SandboxMatch(long Other, decimal Amount);
