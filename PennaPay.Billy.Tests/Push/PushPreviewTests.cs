using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Push.Preview;
using PennaPay.Billy.Core.Push.Targets;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Systems.Billy.Postings;
using PennaPay.Billy.Core.Systems.Billy.Postings.Choices;
using PennaPay.Billy.Core.Values;
using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Tests.Push;

public sealed class PushPreviewTests : IAsyncLifetime
{
    private PushHost host = null!;

    public async Task InitializeAsync() => host = await PushHost.StartAsync();

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task Preview_BeforeTheFirstPush_SaysWhatWillCome_AndOnlyReads()
    {
        var invoice = await host.AddInvoiceAsync(i => i.Message = "Tak for samarbejdet");
        var before = host.LastRequest;

        var preview = await PreviewAsync(invoice);

        Assert.All(host.RequestsSince(before), request => Assert.StartsWith("GET ", request, StringComparison.Ordinal));
        Assert.Empty(host.Billy.Records(host.Token, "products"));
        Assert.Empty(host.Billy.Records(host.Token, "contacts"));
        Assert.Equal(
            new DraftView(
                "Nordlys Design ApS", "invoice", "1042", null, new(2026, 11, 20), new(2026, 12, 4), "DKK", "Tak for samarbejdet", null,
                preview.Now.Lines, new(1000, 250, 1250)),
            preview.Now);
        Assert.Equal(
            new DraftViewLine("Rådgivning", 2, 500, null, null, 1000, new("1110", "Salg", "Dansk salgsmoms", 25)), Assert.Single(preview.Now.Lines));
        Assert.Equal((PartyMatch.New, null, null, false), (preview.Contact, preview.Before, preview.Difference, preview.IsUnchanged));
        Assert.Empty(preview.Problems);
    }

    [Fact]
    public async Task Preview_IsWhatThePushThenSends()
    {
        var invoice = await host.AddInvoiceAsync(i => i.Lines =
        [
            PushHost.Line("Rådgivning", 2, 500), PushHost.Line("Momsfrit kursus", 1, 800, vatRate: 0), Discounted("Rabat", 10),
        ]);
        var preview = await PreviewAsync(invoice);
        await host.PushAsync(invoice);

        var after = await PreviewAsync(invoice);

        Assert.Equal((PartyMatch.Linked, true), (after.Contact, after.IsUnchanged));
        Assert.True(after.Difference!.IsNone);
        Assert.Equal(preview.Now.Lines, after.Before!.Lines);
        Assert.Equal(preview.Now.Totals, after.Before.Totals);
    }

    [Fact]
    public async Task Preview_AfterAnEdit_ShowsTheDifference()
    {
        var invoice = await host.AddInvoiceAsync();
        await host.PushAsync(invoice);
        await host.EditAsync(invoice.Id, i =>
        {
            i.DueDate = new(2026, 12, 20);
            i.Lines[0].UnitPrice = 600;
            i.Lines.Add(PushHost.Line("Kørsel", 1, 100));
        });

        var preview = await PreviewAsync(invoice);

        Assert.Equal([DraftField.DueDate, DraftField.Totals], preview.Difference!.Fields.Order());
        Assert.Equal(new(2026, 12, 4), preview.Before!.DueDate);
        Assert.Equal([(500m, 600m), (null, 100m)], preview.Difference.Lines.Select(line => (line.Before?.UnitPrice, line.Now!.UnitPrice)));
        Assert.Equal((new Totals(1000, 250, 1250), new Totals(1300, 325, 1625)), (preview.Before.Totals, preview.Now.Totals));
        Assert.False(preview.IsUnchanged);
    }

    [Fact]
    public async Task Preview_AfterAnotherChoice_ShowsTheOtherAccount_ThoughTheInvoiceIsTheSame()
    {
        var invoice = await host.AddInvoiceAsync();
        await host.PushAsync(invoice);
        await host.ChooseAsync(PostingSubject.Vat, nameof(VatTreatment.Standard), new(host.AccountId("2510"), null));

        var preview = await PreviewAsync(invoice);

        Assert.True(preview.IsUnchanged);
        var line = Assert.Single(preview.Difference!.Lines);
        Assert.Equal(("1110", "2510"), (line.Before!.Posting.AccountNo, line.Now!.Posting.AccountNo));
    }

    [Fact]
    public async Task Preview_SaysWhatWouldStopThePush()
    {
        var invoice = await host.AddInvoiceAsync(i => i.Lines =
        [
            Coded("X"), Coded("X"), PushHost.Line("Bog", 1, 100, vatRate: 15),
        ]);
        await host.EditAsync(invoice.Id, _ => { }, stated: new(1, 2, 3));

        var preview = await PreviewAsync(invoice);

        Assert.Equal(
            [FailureCodes.TotalsDiffer, FailureCodes.AccountUnknown, FailureCodes.VatUnmapped], preview.Problems.Select(problem => problem.Code));
        Assert.Equal(["X", "X", "15 % (DK)"], preview.Now.Lines.Select(line => line.Posting.Failure?.Detail));
    }

    [Fact]
    public async Task Preview_OfACustomerThatIsInBillyTwice_Asks()
    {
        await host.PushAsync(await host.AddInvoiceAsync());
        await host.PushAsync(await host.AddInvoiceAsync(customer: await host.AddCustomerAsync(name: "Anden", cvr: "10150817"), number: "2"));
        var third = await host.AddInvoiceAsync(customer: await host.AddCustomerAsync(name: "Tredje", cvr: null), number: "3");

        var preview = await PreviewAsync(third);

        Assert.Equal(PartyMatch.Ambiguous, preview.Contact);
        Assert.Equal(FailureCodes.ContactAmbiguous, Assert.Single(preview.Problems).Code);
    }

    [Fact]
    public async Task Preview_OfAProductThatNoLongerGivesTheVat_SaysThatTheAmountsDiffer()
    {
        var customer = await host.AddCustomerAsync();
        await host.PushAsync(await host.AddInvoiceAsync(i => i.Lines = [PushHost.Line("Kursus", 1, 100, vatRate: 0)], customer, "1"));
        await host.PushAsync(await host.AddInvoiceAsync(customer: customer, number: "2"));
        await host.Database.WriteAsync(host.Workspace, async (db, ct) =>
        {
            var products = await db.Set<PostingProduct>().ToListAsync(ct);
            products.Single(product => product.Key.Contains("Standard", StringComparison.Ordinal)).ProductId =
                products.Single(product => product.Key.Contains("Exempt", StringComparison.Ordinal)).ProductId;
        }, default);

        var preview = await PreviewAsync(await host.AddInvoiceAsync(customer: customer, number: "3"));

        Assert.Equal("Momsfrit", preview.Now.Lines[0].Posting.Ruleset);
        Assert.Equal(FailureCodes.TotalsDiffer, Assert.Single(preview.Problems).Code);
    }

    [Fact]
    public async Task Preview_OfTheSameInvoiceAgain_CostsNoRequest()
    {
        var invoice = await host.AddInvoiceAsync();
        await host.PushAsync(invoice);
        await PreviewAsync(invoice);
        var before = host.LastRequest;

        await PreviewAsync(invoice);

        Assert.Empty(host.RequestsSince(before));
    }

    [Fact]
    public async Task Preview_OfACreditNote_NamesWhatItCredits()
    {
        var invoice = await host.AddInvoiceAsync();
        var credit = await host.AddInvoiceAsync(i =>
        {
            (i.Kind, i.DueDate) = (InvoiceKind.CreditNote, null);
            (i.CreditedInvoiceId, i.CreditedInvoiceNumber) = (invoice.Id, invoice.Number);
        }, await CustomerOf(invoice), "1043");
        Assert.Null((await PreviewAsync(credit)).Now.Credits);
        await host.PushAsync(invoice);

        Assert.Equal(("creditNote", "1042"), ((await PreviewAsync(credit)).Now.Type, (await PreviewAsync(credit)).Now.Credits));
    }

    [Fact]
    public async Task Preview_ForAnotherWorkspace_IsMissing() => Assert.IsType<PreviewResult.Missing>(
        await host.Get<PushPreview>().OfAsync(WorkspaceId.New(), (await host.AddInvoiceAsync()).Id, default));

    [Fact]
    public async Task Preview_WhenBillyDoesNotAnswer_SaysSo()
    {
        host.Plan(SandboxFaultKind.ServerError, path: "/taxRates", method: "GET");

        var result = await host.Get<PushPreview>().OfAsync(host.Workspace, (await host.AddInvoiceAsync()).Id, default);

        Assert.Equal(FailureCodes.SystemUnavailable, Assert.IsType<PreviewResult.Refused>(result).Failure.Code);
    }

    private async Task<InvoicePreview> PreviewAsync(Invoice invoice) =>
        Assert.IsType<PreviewResult.Ready>(await host.Get<PushPreview>().OfAsync(host.Workspace, invoice.Id, default)).Preview;

    private async Task<Core.Records.Customers.Customer> CustomerOf(Invoice invoice) => (await host.InvoiceAsync(invoice.Id)).Customer;

    private static InvoiceLine Coded(string code)
    {
        var line = PushHost.Line("Ydelse", 1, 100);
        line.AccountCode = code;
        return line;
    }

    private static InvoiceLine Discounted(string description, decimal percent)
    {
        var line = PushHost.Line(description, 3, 99.95m);
        line.DiscountPercent = percent;
        return line;
    }
}
