namespace PennaPay.Billy.Core.Systems.Billit.Api;

/// <summary>Billit's own codes for refusals, as far as they are known. Their descriptions come in the language of the token's person.</summary>
internal static class BillitErrorCodes
{
    /// <summary>The key of a write belongs to one that succeeded. Which record came of that is not told.</summary>
    public const string KeyUsed = "Idempotent token already exists";

    /// <summary>The rate is none of the country that the company pays VAT in.</summary>
    public const string WrongVatRate = "InvalidVAtPercentageForTaxCountry_0_";

    public const string NotOnPeppol = "TheCustomerIsNotActiveOnPeppol";

    /// <summary>The receiver is on Peppol, but does not take this kind of document.</summary>
    public const string DocumentNotTaken = "TheCustomerDoesNotSupportPeppolForType_0";

    public const string NoEmailAddress = "TheCustomer_0_DoesNotHaveAValidEmailAddress";

    public const string PurchaseOrderMissing = "PleaseSupplyAValidPONumberInTheFieldYourReference";

    /// <summary>The invoice that a credit note is about is not in Billit.</summary>
    public const string CreditedInvoiceMissing = "TheAboutInvoiceNumberCouldNotBeFound";

    // With these 401 speaks of the token. With anything else it may as well say that a record is none of this company's.
    public static readonly IReadOnlyList<string> OfTokens = ["InvalidAccessToken", "AccessTokenExpired", "AccessTokenRevoked", "ApiKeyNotValid"];

    public static bool IsOfToken(string? code) => OfTokens.Contains(code, StringComparer.OrdinalIgnoreCase);
}
