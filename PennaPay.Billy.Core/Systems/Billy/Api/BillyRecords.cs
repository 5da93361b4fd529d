using Microsoft.Extensions.Options;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Systems.Billy.Api.Wire;

namespace PennaPay.Billy.Core.Systems.Billy.Api;

/// <summary>
/// The contacts and products that this product makes in Billy. Every method throws <see cref="ApiException"/> when Billy
/// does not do what was asked; a write is never repeated.
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

    public Task<BillyContact> CreateContactAsync(
        ApiAccess access, NewContact contact, CancellationToken cancellationToken) => sender.SendAsync(
            access,
            new ApiWrite<ContactsAnswer, BillyContact>(
                HttpMethod.Post,
                "contacts",
                BillyBodies.Bytes(
                    new ContactRoot(ContactBody.Of(contact, access.SentOrganizationId(options.Value))), BillyBodies.Default.ContactRoot),
                BillyAnswers.Default.ContactsAnswer,
                answer => AnswerRecords.One(answer.Contact, answer.Contacts, created => created.Name == contact.Name)),
            cancellationToken);

    public Task<BillyProduct> CreateProductAsync(
        ApiAccess access, NewProduct product, CancellationToken cancellationToken) => sender.SendAsync(
            access,
            new ApiWrite<ProductsAnswer, BillyProduct>(
                HttpMethod.Post,
                "products",
                BillyBodies.Bytes(
                    new ProductRoot(ProductBody.Of(product, access.SentOrganizationId(options.Value))), BillyBodies.Default.ProductRoot),
                BillyAnswers.Default.ProductsAnswer,
                answer => AnswerRecords.One(answer.Product, answer.Products, created => created.Name == product.Name)),
            cancellationToken);
}
