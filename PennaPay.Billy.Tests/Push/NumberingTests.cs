using System.Text.Json;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Core.Systems.Billy.Settings;
using PennaPay.Billy.Web.Sandbox.Billy;

namespace PennaPay.Billy.Tests.Push;

public sealed class NumberingTests
{
    [Theory]
    [InlineData("sequential", NumberUse.Reference, null)]
    [InlineData("sequential", NumberUse.InvoiceNumber, "1042")]
    [InlineData("manual", NumberUse.Reference, "1042")]
    [InlineData("manual", NumberUse.InvoiceNumber, "1042")]
    [InlineData(null, NumberUse.Reference, null)]
    [InlineData(null, NumberUse.InvoiceNumber, "1042")]
    public async Task Draft_CarriesTheNumberThatTheOrganisationAllowsAndTheOwnerWants(string? mode, NumberUse wanted, string? invoiceNo)
    {
        await using var host = await PushHost.StartAsync(connected: false);
        var token = await ConnectAsync(host, mode);
        await host.Get<ConnectionStore>().ChangeAsync(host.Workspace, host.Queue.Connection, row => (row.Facts, row.Settings) =
            (JsonSerializer.Serialize(new BillyFacts(mode), JsonSerializerOptions.Web), new BillyChoices(NumberUse: wanted).Store()), default);

        var push = await host.PushAsync(await host.AddInvoiceAsync());

        Assert.Equal(PushState.Succeeded, push.State);
        var draft = Assert.Single(host.Billy.Invoices(token));
        Assert.Equal((invoiceNo, "1042"), (draft.GetProperty("invoiceNo").GetString(), draft.GetProperty("orderNo").GetString()));
    }

    [Theory]
    [InlineData("sequential", NumberUse.Reference, SaveNumberingResult.Saved)]
    [InlineData("sequential", NumberUse.InvoiceNumber, SaveNumberingResult.Saved)]
    [InlineData("manual", NumberUse.Reference, SaveNumberingResult.NotAllowed)]
    [InlineData("manual", NumberUse.InvoiceNumber, SaveNumberingResult.Saved)]
    [InlineData("sequential", (NumberUse)7, SaveNumberingResult.NotAllowed)]
    public async Task Choice_IsStoredOnlyWhereItIsAllowed(string mode, NumberUse wanted, SaveNumberingResult expected)
    {
        await using var host = await PushHost.StartAsync(connected: false);
        await ConnectAsync(host, mode);

        Assert.Equal(expected, await host.Get<NumberingEditor>().SaveAsync(host.Owner, wanted, default));

        var view = await host.Get<BillyConnector>().ViewAsync(host.Workspace, default);
        Assert.Equal(expected == SaveNumberingResult.Saved ? wanted : NumberUse.Reference, view.NumberUse);
    }

    [Fact]
    public async Task Choice_WithoutAConnection_IsRefused()
    {
        await using var host = await PushHost.StartAsync(connected: false);
        Assert.Equal(SaveNumberingResult.NotConnected, await host.Get<NumberingEditor>().SaveAsync(host.Owner, NumberUse.Reference, default));
    }

    [Fact]
    public async Task Choice_BelongsToTheOrganisation_AndDoesNotFollowToAnother()
    {
        await using var host = await PushHost.StartAsync();
        await host.Get<NumberingEditor>().SaveAsync(host.Owner, NumberUse.InvoiceNumber, default);

        await ConnectAsync(host, "sequential", settingsWereReset: true);

        Assert.Equal(NumberUse.Reference, (await host.Get<BillyConnector>().ViewAsync(host.Workspace, default)).NumberUse);
    }

    [Fact]
    public async Task Number_ThatIsTakenInBilly_IsRefusedWithBillysWords()
    {
        await using var host = await PushHost.StartAsync();
        await host.Get<NumberingEditor>().SaveAsync(host.Owner, NumberUse.InvoiceNumber, default);
        var customer = await host.AddCustomerAsync();
        await host.PushAsync(await host.AddInvoiceAsync(customer: customer));

        var again = await host.PushAsync(await host.AddInvoiceAsync(customer: customer));

        Assert.Equal(PushState.Rejected, again.State);
        Assert.Contains(again.FailureFields!, field => field.Field == "invoiceNo");
    }

    /// <summary>The token of a new company that numbers like that.</summary>
    private static async Task<string> ConnectAsync(PushHost host, string? mode, bool settingsWereReset = false)
    {
        var token = Guid.NewGuid().ToString("N");
        host.Billy.CreateCompany(new SandboxCompanyOptions { Token = token, InvoiceNoMode = mode ?? "sequential" });
        Assert.Equal(settingsWereReset, (await host.ConnectAsync(token)).SettingsWereReset);
        return token;
    }
}
