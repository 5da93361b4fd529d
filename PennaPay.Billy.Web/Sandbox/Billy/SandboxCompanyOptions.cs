namespace PennaPay.Billy.Web.Sandbox.Billy;

/// <summary>
/// How one sandbox company behaves where Billy's real behaviour is unknown or differs between organisations. The defaults
/// are the most likely Billy.
/// </summary>
public sealed record SandboxCompanyOptions
{
    /// <summary>The access token to give the company; null makes a new one.</summary>
    public string? Token { get; init; }

    public string Name { get; init; } = "PennaPay Prøvefirma ApS";

    /// <summary>The company's CVR number.</summary>
    public string RegistrationNo { get; init; } = "99001232";

    public string BaseCurrency { get; init; } = "DKK";

    /// <summary>False: the company charges no VAT; lines get no tax rate.</summary>
    public bool HasVat { get; init; } = true;

    /// <summary><c>sequential</c>: Billy numbers on approval. <c>manual</c>: every invoice must bring its number.</summary>
    public string InvoiceNoMode { get; init; } = "sequential";

    /// <summary>HTTP status of a failed validation: 422, or 400 as in older recordings.</summary>
    public int ValidationStatus { get; init; } = 422;

    /// <summary>Refuse every <c>organizationId</c>, even the right one, as some company tokens have seen.</summary>
    public bool StrictOrganizationId { get; init; }

    /// <summary>Ignore the <c>externalId</c> filter, so that a lookup returns everything.</summary>
    public bool FiltersIgnored { get; init; }

    /// <summary>False: <c>externalId</c> is accepted, but neither stored nor given back.</summary>
    public bool EchoExternalId { get; init; } = true;

    /// <summary>Answer unknown body properties with a validation error instead of ignoring them.</summary>
    public bool RejectUnknownProperties { get; init; }

    /// <summary>Refuse to delete what other records use.</summary>
    public bool RejectDeleteUsed { get; init; } = true;

    /// <summary>Let PUT replace the lines of a draft; false refuses, as one sentence of Billy's docs says.</summary>
    public bool AcceptLineReplacement { get; init; } = true;

    /// <summary>Set the company up with a year of books, up to today, instead of empty ones.</summary>
    public bool YearOfBooks { get; init; }

    /// <summary>Answer unset texts as null, as on records that were made by the API lately, instead of as empty ones.</summary>
    public bool UnsetTextsAreNull { get; init; }

    /// <summary>Refuse bank payments of no invoice or bill.</summary>
    public bool RequireAssociations { get; init; }

    /// <summary>Status of <c>GET /files</c>: 200, or the 403 that a company token has seen.</summary>
    public int FileListStatus { get; init; } = 200;

    /// <summary>Status of <c>GET /organizations</c>: 200, or the 401 or 403 that some company tokens have seen.</summary>
    public int OrganizationListStatus { get; init; } = 200;
}
