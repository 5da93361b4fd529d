using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Options;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Systems.Billy.Api.Wire;

namespace PennaPay.Billy.Core.Systems.Billy.Api;

/// <summary>
/// The contacts and products that this product makes, changes and takes back in Billy. Every method throws
/// <see cref="ApiException"/> when Billy does not do what was asked; a write is never repeated.
/// </summary>
internal sealed class BillyRecords
{
    private readonly ApiSender sender;
    private readonly IOptions<BillyOptions> options;

    internal BillyRecords(ApiSender sender, IOptions<BillyOptions> options)
    {
        this.sender = sender;
        this.options = options;
    }

    /// <returns>The contact with the persons that Billy answered.</returns>
    public Task<BillyContact> CreateContactAsync(
        ApiAccess access, NewContact contact, CancellationToken cancellationToken) => CreateAsync(
            access,
            "contacts",
            new ContactRoot(ContactBody.Of(contact, access.SentOrganizationId(options.Value))),
            BillyBodies.Default.ContactRoot,
            BillyAnswers.Default.ContactsAnswer,
            answer => AnswerRecords.WithPersons(
                answer, AnswerRecords.One(answer.Contact, answer.Contacts, created => created.Name == contact.Name)),
            cancellationToken);

    /// <returns>The contact as Billy answered it, without its persons.</returns>
    public Task<BillyContact> ChangeContactAsync(
        ApiAccess access, string id, ContactChange change, CancellationToken cancellationToken) => ChangeAsync(
            access,
            BillyPaths.Record("contacts", id),
            new ContactChangeRoot(ContactChangeBody.Of(change)),
            BillyBodies.Default.ContactChangeRoot,
            BillyAnswers.Default.ContactsAnswer,
            answer => AnswerRecords.ById(answer.Contact, answer.Contacts, id),
            cancellationToken);

    /// <summary>Deletes a contact with its persons. Billy refuses while something there needs it, and answers a missing one with success.</summary>
    public Task DeleteContactAsync(ApiAccess access, string id, CancellationToken cancellationToken) =>
        DeleteAsync(access, BillyPaths.Record("contacts", id), cancellationToken);

    /// <summary>Adds a person to a contact; the others stay.</summary>
    public Task<BillyContactPerson> AddContactPersonAsync(
        ApiAccess access, string contactId, NewContactPerson person, CancellationToken cancellationToken) => CreateAsync(
            access,
            "contactPersons",
            new ContactPersonRoot(new(BillyId.Checked(contactId), person.Name, person.Email, person.IsPrimary)),
            BillyBodies.Default.ContactPersonRoot,
            BillyAnswers.Default.ContactPersonsAnswer,
            answer => Only(answer.ContactPerson, answer.ContactPersons, created => created.ContactId == contactId),
            cancellationToken);

    /// <summary>Changes a person of a contact.</summary>
    public Task<BillyContactPerson> ChangeContactPersonAsync(
        ApiAccess access, string id, ContactPersonChange change, CancellationToken cancellationToken) => ChangeAsync(
            access,
            BillyPaths.Record("contactPersons", id),
            new ContactPersonRoot(new(null, change.Name, change.Email, change.IsPrimary)),
            BillyBodies.Default.ContactPersonRoot,
            BillyAnswers.Default.ContactPersonsAnswer,
            answer => Only(answer.ContactPerson, answer.ContactPersons, changed => changed.Id == id),
            cancellationToken);

    /// <summary>Takes one person away; the others stay.</summary>
    public Task DeleteContactPersonAsync(ApiAccess access, string id, CancellationToken cancellationToken) =>
        DeleteAsync(access, BillyPaths.Record("contactPersons", id), cancellationToken);

    /// <returns>The product with the prices that Billy answered.</returns>
    public Task<BillyProduct> CreateProductAsync(
        ApiAccess access, NewProduct product, CancellationToken cancellationToken) => CreateAsync(
            access,
            "products",
            new ProductRoot(ProductBody.Of(product, access.SentOrganizationId(options.Value))),
            BillyBodies.Default.ProductRoot,
            BillyAnswers.Default.ProductsAnswer,
            answer => AnswerRecords.WithPrices(
                answer, AnswerRecords.One(answer.Product, answer.Products, created => created.Name == product.Name)),
            cancellationToken);

    /// <returns>The product as Billy answered it, without its prices.</returns>
    public Task<BillyProduct> ChangeProductAsync(
        ApiAccess access, string id, ProductChange change, CancellationToken cancellationToken) => ChangeAsync(
            access,
            BillyPaths.Record("products", id),
            new ProductChangeRoot(ProductChangeBody.Of(change)),
            BillyBodies.Default.ProductChangeRoot,
            BillyAnswers.Default.ProductsAnswer,
            answer => AnswerRecords.ById(answer.Product, answer.Products, id),
            cancellationToken);

    /// <inheritdoc cref="DeleteContactAsync"/>
    public Task DeleteProductAsync(ApiAccess access, string id, CancellationToken cancellationToken) =>
        DeleteAsync(access, BillyPaths.Record("products", id), cancellationToken);

    /// <summary>Adds a price in a currency that the product has none in; the others stay.</summary>
    public Task<BillyProductPrice> AddProductPriceAsync(
        ApiAccess access, string productId, NewProductPrice price, CancellationToken cancellationToken) => CreateAsync(
            access,
            "productPrices",
            new ProductPriceRoot(new(BillyId.Checked(productId), price.UnitPrice, price.CurrencyId)),
            BillyBodies.Default.ProductPriceRoot,
            BillyAnswers.Default.ProductPricesAnswer,
            answer => Only(answer.ProductPrice, answer.ProductPrices, created => created.ProductId == productId && created.CurrencyId == price.CurrencyId),
            cancellationToken);

    public Task<BillyProductPrice> ChangeProductPriceAsync(
        ApiAccess access, string id, decimal unitPrice, CancellationToken cancellationToken) => ChangeAsync(
            access,
            BillyPaths.Record("productPrices", id),
            new ProductPriceRoot(new(null, unitPrice, null)),
            BillyBodies.Default.ProductPriceRoot,
            BillyAnswers.Default.ProductPricesAnswer,
            answer => Only(answer.ProductPrice, answer.ProductPrices, changed => changed.Id == id),
            cancellationToken);

    /// <summary>Takes one price away; those in other currencies stay.</summary>
    public Task DeleteProductPriceAsync(ApiAccess access, string id, CancellationToken cancellationToken) =>
        DeleteAsync(access, BillyPaths.Record("productPrices", id), cancellationToken);

    private Task<TRecord> CreateAsync<TRoot, TAnswer, TRecord>(
        ApiAccess access, string path, TRoot body, JsonTypeInfo<TRoot> bodyType, JsonTypeInfo<TAnswer> answerType,
        Func<TAnswer, TRecord?> pick, CancellationToken cancellationToken)
        where TRecord : class => sender.SendAsync(
            access, new ApiWrite<TAnswer, TRecord>(HttpMethod.Post, path, BillyBodies.Bytes(body, bodyType), answerType, pick), cancellationToken);

    private Task<TRecord> ChangeAsync<TRoot, TAnswer, TRecord>(
        ApiAccess access, string path, TRoot body, JsonTypeInfo<TRoot> bodyType, JsonTypeInfo<TAnswer> answerType,
        Func<TAnswer, TRecord?> pick, CancellationToken cancellationToken)
        where TRecord : class => sender.SendAsync(
            access, new ApiWrite<TAnswer, TRecord>(HttpMethod.Put, path, BillyBodies.Bytes(body, bodyType), answerType, pick), cancellationToken);

    private Task<Answer> DeleteAsync(ApiAccess access, string path, CancellationToken cancellationToken) => sender.SendAsync(
        access, new ApiWrite<Answer, Answer>(HttpMethod.Delete, path, null, BillyAnswers.Default.Answer, answer => answer), cancellationToken);

    // A person and a price may come without an id, so that they are no records of Billy's to the rest of the client.
    private static TPart? Only<TPart>(TPart? single, IReadOnlyList<TPart>? several, Func<TPart, bool> isIt)
        where TPart : class
    {
        var found = (single is null ? several ?? [] : [single]).Where(part => part is not null && isIt(part)).ToList();
        return found is [var only] ? only : null;
    }
}
