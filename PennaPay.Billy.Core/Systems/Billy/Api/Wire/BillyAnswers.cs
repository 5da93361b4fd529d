using System.Text.Json;
using System.Text.Json.Serialization;
using PennaPay.Billy.Core.Http.Answers;

namespace PennaPay.Billy.Core.Systems.Billy.Api.Wire;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    NumberHandling = JsonNumberHandling.AllowReadingFromString,
    RespectNullableAnnotations = true,
    Converters =
    [
        typeof(LenientText), typeof(LenientFlag), typeof(LenientDecimal), typeof(LenientInteger), typeof(LenientDay),
        typeof(LenientTime),
    ])]
[JsonSerializable(typeof(Answer))]
[JsonSerializable(typeof(OrganizationAnswer))]
[JsonSerializable(typeof(AccountsAnswer))]
[JsonSerializable(typeof(TaxRatesAnswer))]
[JsonSerializable(typeof(CountryGroupsAnswer))]
[JsonSerializable(typeof(SalesTaxRulesetsAnswer))]
[JsonSerializable(typeof(ContactsAnswer))]
[JsonSerializable(typeof(ProductsAnswer))]
[JsonSerializable(typeof(ContactPersonsAnswer))]
[JsonSerializable(typeof(ProductPricesAnswer))]
[JsonSerializable(typeof(InvoicesAnswer))]
[JsonSerializable(typeof(BankPaymentsAnswer))]
[JsonSerializable(typeof(Refusal))]
[JsonSerializable(typeof(JsonElement))]
internal sealed partial class BillyAnswers : JsonSerializerContext;

/// <summary>
/// What is read. Billy answers a read of one record with its singular root and everything else with plural roots; clients
/// have met both for writes, so both are read everywhere.
/// </summary>
internal record Answer
{
    public AnswerMeta? Meta { get; init; }
}

internal sealed record AnswerMeta(bool? Success, AnswerPaging? Paging);

internal sealed record AnswerPaging(int? Page, int? PageCount, int? PageSize, int? Total);

internal sealed record OrganizationAnswer(BillyOrganization? Organization) : Answer;

internal sealed record AccountsAnswer(IReadOnlyList<BillyAccount>? Accounts) : Answer;

internal sealed record TaxRatesAnswer(IReadOnlyList<BillyTaxRate>? TaxRates) : Answer;

internal sealed record CountryGroupsAnswer(IReadOnlyList<BillyCountryGroup>? CountryGroups) : Answer;

internal sealed record SalesTaxRulesetsAnswer(IReadOnlyList<BillySalesTaxRuleset>? SalesTaxRulesets) : Answer;

internal sealed record ContactsAnswer(
    IReadOnlyList<BillyContact>? Contacts, BillyContact? Contact, IReadOnlyList<BillyContactPerson>? ContactPersons) : Answer;

internal sealed record ContactPersonsAnswer(IReadOnlyList<BillyContactPerson>? ContactPersons, BillyContactPerson? ContactPerson) : Answer;

internal sealed record ProductsAnswer(
    IReadOnlyList<BillyProduct>? Products, BillyProduct? Product, IReadOnlyList<BillyProductPrice>? ProductPrices) : Answer;

internal sealed record ProductPricesAnswer(IReadOnlyList<BillyProductPrice>? ProductPrices, BillyProductPrice? ProductPrice) : Answer;

internal sealed record InvoicesAnswer(
    IReadOnlyList<BillyInvoice>? Invoices, BillyInvoice? Invoice, IReadOnlyList<BillyInvoiceLine>? InvoiceLines) : Answer;

internal sealed record BankPaymentsAnswer(IReadOnlyList<BillyBankPayment>? BankPayments) : Answer;

/// <summary>The error envelope, word for word: what is shown of it is cleaned together with the token, which could be hidden in it.</summary>
internal sealed record Refusal(
    AnswerMeta? Meta,
    [property: JsonConverter(typeof(LenientRaw))] string? ErrorCode,
    [property: JsonConverter(typeof(LenientRaw))] string? ErrorMessage,
    JsonElement? ValidationErrors);
