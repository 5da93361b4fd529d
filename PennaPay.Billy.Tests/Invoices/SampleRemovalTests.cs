using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Records.Invoices.Editing;
using PennaPay.Billy.Core.Records.Products;
using PennaPay.Billy.Core.Records.Samples;
using PennaPay.Billy.Tests.Push;

namespace PennaPay.Billy.Tests.Invoices;

public sealed class SampleRemovalTests : IAsyncLifetime
{
    private PushHost host = null!;

    private SampleRemoval Removal => host.Get<SampleRemoval>();

    public async Task InitializeAsync()
    {
        host = await PushHost.StartAsync();
        await host.Get<SampleInvoices>().LoadAsync(host.Owner, default);
    }

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task UntouchedSamples_LeaveNothing_AndWhatIsNoneStays()
    {
        var own = await host.AddInvoiceAsync();
        Assert.Equal(8, await Removal.CountAsync(host.Workspace, default));

        Assert.Equal(new(8, 0, 0, 5, 6), await Removal.RemoveAsync(host.Owner, default));

        Assert.Equal([own.Id], (await InvoicesAsync()).Values.Select(invoice => invoice.Id));
        await using var db = host.Database.Read(host.Workspace);
        Assert.Equal((1, 0), (await db.Set<Customer>().CountAsync(), await db.Set<Product>().CountAsync()));
        Assert.Equal(0, await Removal.CountAsync(host.Workspace, default));
        Assert.Equal(new(0, 0, 0, 0, 0), await Removal.RemoveAsync(host.Owner, default));
    }

    [Fact]
    public async Task WhatWasPushed_IsArchived_WhatWasEdited_Stays_AndSoDoesWhatTheyNeed()
    {
        var samples = await InvoicesAsync();
        // The credit note is in Billy, so that the invoice which it credits cannot go either.
        await host.PushAsync(samples["1006"]);
        var form = InvoiceForm.From(await host.InvoiceAsync(samples["1005"].Id));
        form.Message = "Mit eget";
        Assert.IsType<SaveResult.Saved>(await host.Get<InvoiceEditor>().SaveAsync(host.Owner, form, default));
        await host.QueueAsync(samples["1004"]);

        Assert.Equal(new(4, 2, 2, 2, 4), await Removal.RemoveAsync(host.Owner, default));

        Assert.Equal(
            [("1001", true), ("1004", false), ("1005", false), ("1006", true)],
            (await InvoicesAsync()).Values.Select(invoice => (invoice.Number, invoice.IsArchived)).Order());
        Assert.Equal(2, await Removal.CountAsync(host.Workspace, default));
    }

    [Fact]
    public async Task CustomerOfASample_ThatHasAnInvoiceOfYours_Stays()
    {
        await using (var db = host.Database.Read(host.Workspace))
            await host.AddInvoiceAsync(customer: await db.Set<Customer>().SingleAsync(customer => customer.Name == "Nordhavns Bageri ApS"));
        Assert.Equal(new(8, 0, 0, 4, 6), await Removal.RemoveAsync(host.Owner, default));
    }

    private async Task<Dictionary<string, Invoice>> InvoicesAsync()
    {
        await using var db = host.Database.Read(host.Workspace);
        return await db.Set<Invoice>().ToDictionaryAsync(invoice => invoice.Number);
    }
}
