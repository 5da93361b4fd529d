using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Core.Systems.Billy.Postings;
using PennaPay.Billy.Core.Values;
using PennaPay.Billy.Tests.Push;

namespace PennaPay.Billy.Tests.Systems.Billy.Drafts;

public sealed class ProductsWithoutVatTests
{
    [Fact]
    public async Task OrganisationWithoutVat_AfterACrashBeforeTheProductWasNoted_FindsItAgain()
    {
        await using var host = await PushHost.StartAsync();
        var token = host.Billy.CreateCompany(new() { HasVat = false });
        Assert.IsType<ConnectResult.Connected>(await host.Get<BillyConnector>().ConnectAsync(host.Owner, token, sandbox: true, default));
        await PushAsync();
        await host.Database.WriteAsync(host.Workspace, (db, ct) => db.Set<PostingProduct>().ExecuteDeleteAsync(ct), default);

        await PushAsync();

        Assert.Equal(2, host.Billy.Invoices(token).Count);
        Assert.Single(host.Billy.Records(token, "products"));

        async Task PushAsync()
        {
            await host.QueueAsync(await host.AddInvoiceAsync(invoice => invoice.Lines.ForEach(line => (line.Vat, line.VatRate) = (VatTreatment.OutsideScope, 0m))));
            await host.WorkAsync();
        }
    }
}
