using PennaPay.Billy.Core.Push.Preview;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Tests.Push;

namespace PennaPay.Billy.Tests.Systems.Billy.Drafts;

public sealed class PricesWithVatTests : IAsyncLifetime
{
    private PushHost host = null!;

    public async Task InitializeAsync() => host = await PushHost.StartAsync();

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task Push_PricesThatIncludeVat_BecomeADraftOfTheSameTotals()
    {
        var invoice = await host.AddInvoiceAsync(Inclusive);

        var push = await host.PushAsync(invoice);

        Assert.Equal(PushState.Succeeded, push.State);
        var draft = Assert.Single(host.Billy.Invoices(host.Token));
        Assert.Equal(
            ("incl", 1087.95m, 246.99m, 1334.94m),
            (draft.GetProperty("taxMode").GetString(), draft.GetProperty("amount").GetDecimal(), draft.GetProperty("tax").GetDecimal(), draft.GetProperty("grossAmount").GetDecimal()));
        Assert.Equal((invoice.Net, invoice.Vat, invoice.Gross), (1087.95m, 246.99m, 1334.94m));
    }

    [Fact]
    public async Task Preview_PricesThatIncludeVat_ShowsAmountsWithoutIt()
    {
        var invoice = await host.AddInvoiceAsync(Inclusive);
        await host.PushAsync(invoice);

        var preview = Assert.IsType<PreviewResult.Ready>(await host.Get<PushPreview>().OfAsync(host.Workspace, invoice.Id, default)).Preview;

        Assert.Equal(new Totals(1087.95m, 246.99m, 1334.94m), preview.Now.Totals);
        Assert.Equal(preview.Now.Totals, preview.Before!.Totals);
        Assert.Equal([(999.95m, 799.96m), (235m, 188m), (99.99m, 99.99m)], preview.Now.Lines.Select(line => (line.UnitPrice, line.Net)));
    }

    private static void Inclusive(Invoice invoice)
    {
        invoice.PricesIncludeVat = true;
        invoice.Lines = [PushHost.Line("Stol", 1, 999.95m), PushHost.Line("Puder", 1, 235), PushHost.Line("Kursus", 1, 99.99m, vatRate: 0)];
    }
}
