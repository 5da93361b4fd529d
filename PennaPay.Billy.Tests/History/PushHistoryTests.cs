using System.Globalization;
using System.Text;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.History;
using PennaPay.Billy.Core.Values;
using PennaPay.Billy.Tests.Push;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Tests.History;

public sealed class PushHistoryTests : IAsyncLifetime
{
    private PushHost host = null!;

    private PushHistory History => host.Get<PushHistory>();

    public async Task InitializeAsync() => host = await PushHost.StartAsync();

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task Timeline_TellsEveryStep_WithWhatWasSentAndAnswered()
    {
        host.Plan(SandboxFaultKind.Invalid);
        var push = await host.PushAsync(await host.AddInvoiceAsync());

        var timeline = await History.TimelineAsync(host.Workspace, push.Id, default);

        Assert.Equal((push.Id, PushState.Rejected, 1, push.Key), (timeline!.PushId, timeline.State, timeline.Attempt, timeline.Key));
        Assert.Equal([PushState.Pending, PushState.Sending, PushState.Rejected], timeline.Steps.Select(s => s.State));
        Assert.Contains(push.Key!, timeline.Steps[1].Request, StringComparison.Ordinal);
        Assert.Equal(FailureCodes.InvoiceInvalid, timeline.Steps[2].Failure?.Code);
        Assert.NotNull(timeline.Steps[2].Duration);
        Assert.DoesNotContain(timeline.Steps, s => $"{s.Request}{s.Answer}".Contains(host.Token, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Timeline_OfAnotherWorkspace_IsNotFound()
    {
        var push = await host.PushAsync(await host.AddInvoiceAsync());
        Assert.Null(await History.TimelineAsync(WorkspaceId.New(), push.Id, default));
    }

    [Fact]
    public async Task Page_NamesTheCustomer_OfTheInvoiceAsItIs()
    {
        await host.PushAsync(await host.AddInvoiceAsync(customer: await host.AddCustomerAsync("Nordlys Design ApS")));
        Assert.Equal(["Nordlys Design ApS"], (await History.PageAsync(host.Workspace, new(), default)).Rows.Select(row => row.CustomerName));
    }

    [Fact]
    public async Task Page_FiltersByDanishDay_CauseAndInvoice()
    {
        var customer = await host.AddCustomerAsync();
        // 23:30 UTC on the 20th is half past midnight on the 21st in Copenhagen.
        var early = await host.AddInvoiceAsync(customer: customer, number: "1");
        await host.PushAsync(early);
        host.Clock.Advance(new DateTimeOffset(2026, 11, 20, 23, 30, 0, TimeSpan.Zero) - host.Clock.GetUtcNow());
        await host.PushAsync(await host.AddInvoiceAsync(customer: customer, number: "2"));

        Assert.Equal(["1"], await NumbersAsync(new(To: new(2026, 11, 20))));
        Assert.Equal(["2"], await NumbersAsync(new(From: new(2026, 11, 21), To: new(2026, 11, 21))));
        Assert.Equal(["2", "1"], await NumbersAsync(new(Cause: PushCause.Manual)));
        Assert.Empty(await NumbersAsync(new(Cause: PushCause.AutoPush)));
        Assert.Equal(["1"], await NumbersAsync(new(InvoiceId: early.Id)));
    }

    [Theory]
    [InlineData("da-DK", ';')]
    [InlineData("en-GB", ',')]
    public async Task Export_IsReadyForTheReadersSpreadsheet(string culture, char separator)
    {
        host.Plan(SandboxFaultKind.Invalid);
        await host.PushAsync(await host.AddInvoiceAsync(number: "=1+1"));

        var bytes = await ExportAsync(culture, new(), ("Faktura", row => row.InvoiceNumber), ("Udfald", row => row.State.ToString()), ("Svar", _ => $"a{separator}b"));

        Assert.Equal(Encoding.UTF8.GetPreamble(), bytes[..3]);
        Assert.Equal(
            $"Faktura{separator}Udfald{separator}Svar\r\n'=1+1{separator}Rejected{separator}\"a{separator}b\"\r\n",
            Encoding.UTF8.GetString(bytes[3..]));
    }

    [Fact]
    public async Task Export_HoldsAllThatTheFilterShows_BeyondOnePage()
    {
        var customer = await host.AddCustomerAsync();
        foreach (var number in new[] { "A-1", "A-2", "A-3" })
            await host.PushAsync(await host.AddInvoiceAsync(customer: customer, number: number));

        var text = Encoding.UTF8.GetString((await ExportAsync("da-DK", new(Search: "a-3", Take: 1), ("Nr", row => row.InvoiceNumber)))[3..]);
        Assert.Equal("Nr\r\nA-3\r\n", text);
        text = Encoding.UTF8.GetString((await ExportAsync("da-DK", new(Skip: 1, Take: 1), ("Nr", row => row.InvoiceNumber)))[3..]);
        Assert.Equal("Nr\r\nA-3\r\nA-2\r\nA-1\r\n", text);
    }

    [Fact]
    public async Task Export_HoldsNoFormula_AndNothingThatTurnsOrActs()
    {
        await host.PushAsync(await host.AddInvoiceAsync());

        var text = Encoding.UTF8.GetString((await ExportAsync(
            "da-DK", new(), ("＝A", _ => "＝1+1"), ("B", _ => "\u202E=cmd"), ("C", _ => "a\u001B[2J\r\nb"), ("D", _ => "-5"), ("E", _ => "Ærø 👩‍🌾")))[3..]);

        Assert.Equal("'＝A;B;C;D;E\r\n'＝1+1;'=cmd;a [2J b;'-5;Ærø 👩‍🌾\r\n", text.Replace("\"", "", StringComparison.Ordinal));
    }

    private async Task<IEnumerable<string>> NumbersAsync(HistoryQuery query) =>
        (await History.PageAsync(host.Workspace, query, default)).Rows.Select(row => row.InvoiceNumber);

    private async Task<byte[]> ExportAsync(string culture, HistoryQuery query, params (string Heading, Func<HistoryRow, string?> Value)[] columns)
    {
        using var file = new MemoryStream();
        var format = new CsvTable<HistoryRow>(CultureInfo.GetCultureInfo(culture), [.. columns.Select(c => new CsvColumn<HistoryRow>(c.Heading, c.Value))]);
        await History.ExportAsync(TestActors.OwnerOf(host.Workspace), query, format, file, default);
        return file.ToArray();
    }
}
