using PennaPay.Billy.Core.Systems.Billy.Api.Wire;

namespace PennaPay.Billy.Core.Systems.Billy.Api;

/// <summary>The company behind a token.</summary>
public sealed record BillyOrganization : IBillyRecord
{
    public required string Id { get; init; }
    public string? Name { get; init; }

    /// <summary>CVR number.</summary>
    public string? RegistrationNo { get; init; }
    public string? Street { get; init; }
    public string? Zipcode { get; init; }
    public string? City { get; init; }
    public string? CountryId { get; init; }
    public string? Phone { get; init; }
    public string? Email { get; init; }

    /// <summary>The company's part of an address in Billy's own pages.</summary>
    public string? Url { get; init; }
    public string? AppUrl { get; init; }
    public string? BaseCurrencyId { get; init; }
    public string? LocaleId { get; init; }
    public bool? HasVat { get; init; }

    /// <summary><c>sequential</c> when Billy numbers invoices; anything else means that the user does.</summary>
    public string? InvoiceNoMode { get; init; }
    public int? NextInvoiceNo { get; init; }
    public string? PaymentTermsMode { get; init; }
    public int? PaymentTermsDays { get; init; }
    public string? DefaultTaxMode { get; init; }
    public string? DefaultSalesAccountId { get; init; }
    public string? DefaultSalesTaxRulesetId { get; init; }
    public DateOnly? FiscalLockingDate { get; init; }
    public bool? IsTrial { get; init; }
    public bool? IsTerminated { get; init; }
    public bool? IsLocked { get; init; }
    public string? LockedCode { get; init; }
    public string? LockedReason { get; init; }
}
