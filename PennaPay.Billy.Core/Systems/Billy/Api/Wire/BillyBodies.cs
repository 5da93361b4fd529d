using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using PennaPay.Billy.Core.Http.Writes;

namespace PennaPay.Billy.Core.Systems.Billy.Api.Wire;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(PlainNumber)])]
[JsonSerializable(typeof(ContactRoot))]
[JsonSerializable(typeof(ProductRoot))]
[JsonSerializable(typeof(DraftInvoiceRoot))]
[JsonSerializable(typeof(ContactChangeRoot))]
[JsonSerializable(typeof(ContactPersonRoot))]
[JsonSerializable(typeof(ProductChangeRoot))]
[JsonSerializable(typeof(ProductPriceRoot))]
internal sealed partial class BillyBodies : JsonSerializerContext
{
    public static byte[] Bytes<T>(T body, JsonTypeInfo<T> type) => JsonSerializer.SerializeToUtf8Bytes(body, type);
}

/// <summary>What is sent: exactly these properties, without those that are null. Billy refuses some unknown ones.</summary>
internal sealed record ContactRoot(ContactBody Contact);

internal sealed record ContactBody(
    string? OrganizationId,
    string Type,
    string Name,
    string CountryId,
    string? Street,
    string? CityText,
    string? ZipcodeText,
    string? Phone,
    string? ContactNo,
    string? RegistrationNo,
    string? Ean,
    string? Fax,
    string? PaymentTermsMode,
    int? PaymentTermsDays,
    bool IsCustomer,
    IReadOnlyList<NewContactPerson>? ContactPersons)
{
    public static ContactBody Of(NewContact contact, string? organizationId) => new(
        organizationId,
        contact.Type,
        contact.Name,
        contact.CountryId,
        contact.Street,
        contact.CityText,
        contact.ZipcodeText,
        contact.Phone,
        contact.ContactNo,
        contact.RegistrationNo,
        contact.Ean,
        contact.Fax,
        contact.PaymentTermsMode,
        contact.PaymentTermsDays,
        contact.IsCustomer,
        contact.ContactPersons.Count == 0 ? null : contact.ContactPersons);
}

internal sealed record ProductRoot(ProductBody Product);

internal sealed record ProductBody(
    string? OrganizationId,
    string Name,
    string? Description,
    string? ProductNo,
    string? SuppliersProductNo,
    string? AccountId,
    string? SalesTaxRulesetId,
    IReadOnlyList<NewProductPrice>? Prices)
{
    public static ProductBody Of(NewProduct product, string? organizationId) => new(
        organizationId,
        product.Name,
        product.Description,
        product.ProductNo,
        product.SuppliersProductNo,
        product.AccountId,
        product.SalesTaxRulesetId,
        product.Prices.Count == 0 ? null : product.Prices);
}

internal sealed record DraftInvoiceRoot(DraftInvoiceBody Invoice);

internal sealed record DraftInvoiceBody(
    string? OrganizationId,
    string Type,
    string ContactId,
    DateOnly EntryDate,
    string CurrencyId,
    string? PaymentTermsMode,
    int? PaymentTermsDays,
    DateOnly? DueDate,
    string TaxMode,
    string? OrderNo,
    string? ExternalId,
    string? InvoiceNo,
    string? ContactMessage,
    string? CreditedInvoiceId,
    IReadOnlyList<DraftInvoiceLineBody> Lines)
{
    public static DraftInvoiceBody Of(NewDraftInvoice draft, string? organizationId) => new(
        organizationId,
        draft.Type,
        draft.ContactId,
        draft.EntryDate,
        draft.CurrencyId,
        draft.PaymentTermsMode,
        draft.PaymentTermsDays,
        draft.DueDate,
        draft.TaxMode,
        draft.OrderNo,
        draft.ExternalId,
        draft.InvoiceNo,
        draft.ContactMessage,
        draft.CreditedInvoiceId,
        [.. draft.Lines.Select(DraftInvoiceLineBody.Of)]);
}

internal sealed record DraftInvoiceLineBody(
    string ProductId,
    string? Description,
    decimal Quantity,
    decimal UnitPrice,
    string? DiscountMode,
    decimal? DiscountValue,
    string? DiscountText,
    int Priority)
{
    public static DraftInvoiceLineBody Of(NewDraftInvoiceLine line) => new(
        line.ProductId,
        line.Description,
        line.Quantity,
        line.UnitPrice,
        line.DiscountMode,
        line.DiscountValue,
        line.DiscountText,
        line.Priority);
}
