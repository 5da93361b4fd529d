using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Links;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Systems.Billy.Postings;
using PennaPay.Billy.Core.Values;
using PennaPay.Billy.Tests.Support;

namespace PennaPay.Billy.Tests.Push;

public sealed class RecordLinksTests : IAsyncLifetime
{
    private PushHost host = null!;

    private RecordLinks Links => host.Get<RecordLinks>();

    private PostingProducts Products => host.Get<PostingProducts>();

    public async Task InitializeAsync() => host = await PushHost.StartAsync();

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task Push_LinksTheCustomerAndItsLinesProduct()
    {
        var customer = await host.AddCustomerAsync();
        var other = await host.AddCustomerAsync("Andre ApS", cvr: null);
        Assert.Null(await Links.ListedAsync(host.Workspace, RecordKind.Contact, customer.Id, default));

        await host.PushAsync(await host.AddInvoiceAsync(customer: customer));

        Assert.NotNull(await Links.ListedAsync(host.Workspace, RecordKind.Contact, customer.Id, default));
        Assert.Equal([customer.Id], await Links.ListedAsync(host.Workspace, RecordKind.Contact, (Guid[])[customer.Id, other.Id], default));
        var product = Assert.Single(await Products.OfAsync(host.Workspace, null, VatTreatment.Standard, default));
        Assert.Equal((25m, "DK", CustomerKind.Company), (product.RatePercent, product.CountryCode, product.Customer));
        Assert.Empty(await Products.OfAsync(host.Workspace, null, VatTreatment.Exempt, default));
        Assert.Empty(await Products.OfAsync(host.Workspace, "1110", VatTreatment.Standard, default));
        Assert.Empty(await Links.ListedAsync(WorkspaceId.New(), RecordKind.Contact, (Guid[])[customer.Id], default));
    }

    [Fact]
    public async Task ForgottenLink_IsFoundAnewByTheNextPush_AndMakesNoSecondContact()
    {
        var customer = await host.AddCustomerAsync();
        await host.PushAsync(await host.AddInvoiceAsync(customer: customer, number: "1"));
        var first = await Links.ListedAsync(host.Workspace, RecordKind.Contact, customer.Id, default);

        await Links.ForgetAsync(TestActors.OwnerOf(WorkspaceId.New()), host.Queue.Connection, RecordKind.Contact, customer.Id, default);
        Assert.NotNull(await Links.ListedAsync(host.Workspace, RecordKind.Contact, customer.Id, default));
        await Links.ForgetAsync(host.Owner, host.Queue.Connection, RecordKind.Contact, customer.Id, default);
        Assert.Null(await Links.ListedAsync(host.Workspace, RecordKind.Contact, customer.Id, default));
        await host.PushAsync(await host.AddInvoiceAsync(customer: customer, number: "2"));

        Assert.Equal(first!.RemoteId, (await Links.ListedAsync(host.Workspace, RecordKind.Contact, customer.Id, default))!.RemoteId);
    }
}
