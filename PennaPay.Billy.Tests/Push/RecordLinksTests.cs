using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Links;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Tests.Push;

public sealed class RecordLinksTests : IAsyncLifetime
{
    private PushHost host = null!;

    private RecordLinks Links => host.Get<RecordLinks>();

    public async Task InitializeAsync() => host = await PushHost.StartAsync();

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task Push_LinksTheCustomerAndItsLinesProduct()
    {
        var customer = await host.AddCustomerAsync();
        var other = await host.AddCustomerAsync("Andre ApS", cvr: null);
        Assert.Null(await Links.ContactAsync(host.Workspace, customer.Id, default));

        await host.PushAsync(await host.AddInvoiceAsync(customer: customer));

        Assert.NotNull(await Links.ContactAsync(host.Workspace, customer.Id, default));
        Assert.Equal([customer.Id], await Links.LinkedAsync(host.Workspace, [customer.Id, other.Id], default));
        var product = Assert.Single(await Links.ProductsAsync(host.Workspace, null, VatTreatment.Standard, default));
        Assert.Equal((25m, "DK", CustomerKind.Company), (product.RatePercent, product.CountryCode, product.Customer));
        Assert.Empty(await Links.ProductsAsync(host.Workspace, null, VatTreatment.Exempt, default));
        Assert.Empty(await Links.ProductsAsync(host.Workspace, "1110", VatTreatment.Standard, default));
        Assert.Empty(await Links.LinkedAsync(WorkspaceId.New(), [customer.Id], default));
    }

    [Fact]
    public async Task ForgottenLink_IsFoundAnewByTheNextPush_AndMakesNoSecondContact()
    {
        var customer = await host.AddCustomerAsync();
        await host.PushAsync(await host.AddInvoiceAsync(customer: customer, number: "1"));
        var first = await Links.ContactAsync(host.Workspace, customer.Id, default);

        await Links.ForgetContactAsync(WorkspaceId.New(), customer.Id, default);
        Assert.NotNull(await Links.ContactAsync(host.Workspace, customer.Id, default));
        await Links.ForgetContactAsync(host.Workspace, customer.Id, default);
        Assert.Null(await Links.ContactAsync(host.Workspace, customer.Id, default));
        await host.PushAsync(await host.AddInvoiceAsync(customer: customer, number: "2"));

        Assert.Equal(first!.BillyId, (await Links.ContactAsync(host.Workspace, customer.Id, default))!.BillyId);
    }
}
