using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Core.Connections.Outages;
using PennaPay.Billy.Core.Keys.Calls;
using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Tests.Mcp;

/// <summary>A Billy that answers otherwise than it should: nothing of that reaches whoever asks as the truth, or stops a push.</summary>
public sealed class OddAnswerTests
{
    private const string Paging = "\"paging\":{\"page\":1,\"pageCount\":1,\"pageSize\":1000,\"total\":1}";

    [Fact]
    public async Task Questions_that_fail_do_not_hold_up_the_pushes()
    {
        await using var host = await McpHost.StartAsync(settings: new Dictionary<string, string?> { ["Billy:MaxReadRetries"] = "0" });
        host.Sandbox.Plan(new() { Kind = SandboxFaultKind.ServerError, PathContains = "/bills", Times = 4 });

        for (var i = 0; i < 4; i++)
            Assert.Equal("billy_unavailable", (await host.CallAsync("list-bills-tool")).Code);

        Assert.Null(host.App.Services.GetRequiredService<ConnectionOutages>().AwaySince(host.Connection));
        Assert.False((await host.CallAsync("list-contacts-tool")).IsError);
    }

    [Theory]
    [InlineData("""{"meta":{"success":true},"contacts":[{"\ud800aaaaaaaaaaaaaaaaaaaaaaaa":1,"id":"abc","name":"x"}]}""")]
    [InlineData("""{"meta":{"success":false},"contacts":[]}""")]
    [InlineData("""{"contacts":[{"name":"uden id"}]}""")]
    [InlineData("""{"contacts":{}}""")]
    [InlineData("[]")]
    public async Task What_is_no_answer_is_told_as_none_and_the_call_is_noted(string body)
    {
        await using var host = await StartAsync(body);

        Assert.Equal("billy_unavailable", (await host.CallAsync("list-contacts-tool")).Code);
        Assert.Equal(
            "billy_unavailable",
            Assert.Single(await host.App.Services.GetRequiredService<KeyCallLog>().ListAsync(host.Owner.Workspace, null, null, 10, default)).Outcome);
    }

    [Fact]
    public async Task A_flag_that_was_never_set_is_not_set()
    {
        await using var host = await StartAsync($$"""{"meta":{"success":true,{{Paging}}},"contacts":[{"id":"abc","name":"x","isArchived":null}]}""");

        Assert.Equal(1, (await host.CallAsync("list-contacts-tool", new { is_archived = false })).Total);
        Assert.Equal(0, (await host.CallAsync("list-contacts-tool", new { is_archived = true })).Total);
    }

    [Fact]
    public async Task One_record_twice_on_a_page_comes_once()
    {
        await using var host = await StartAsync($$"""{"meta":{"success":true,{{Paging}}},"contacts":[{"id":"a","name":"x"},{"id":"a","name":"y"}]}""");

        Assert.Equal(["a"], (await host.CallAsync("list-contacts-tool")).Column("id"));
    }

    [Fact]
    public async Task A_full_page_that_says_nothing_of_others_is_not_taken_for_all()
    {
        await using var host = await StartAsync("""{"meta":{"success":true},"contacts":[{"id":"a","name":"x"},{"id":"b","name":"y"}]}""", pageSize: 2);

        var answer = await host.CallAsync("list-contacts-tool", new { page_size = 2 });

        // Which page it is asked for does not matter to this Billy, and so the list never ends.
        Assert.Equal("list_too_large", answer.Code);
    }

    [Fact]
    public async Task A_filter_that_fits_the_first_page_by_chance_does_not_make_the_count_wrong()
    {
        await using var host = await McpHost.StartAsync(new() { FiltersIgnored = true }, new Dictionary<string, string?> { ["Billy:PageSize"] = "4" });
        for (var i = 0; i < 10; i++)
        {
            var draft = await host.Billy.DraftAsync();
            draft["externalId"] = i < 5 ? "a" : "b";
            await host.Billy.NewInvoiceAsync(draft);
        }

        var answer = await host.CallAsync("list-invoices-tool", new { external_id = "a", page_size = 4, sort_property = "createdTime" });

        Assert.Equal((5, 1), (answer.Total, answer.Left));
    }

    [Fact]
    public async Task What_Billy_refuses_to_read_is_told_in_its_words()
    {
        await using var host = await McpHost.StartAsync();
        host.Sandbox.Plan(new() { Kind = SandboxFaultKind.Invalid, PathContains = "/invoices", Message = "entryDatePeriod is not a period" });

        var answer = await host.CallAsync("list-invoices-tool", new { entry_date_period = "nonsense" });

        Assert.Equal("arguments_invalid", answer.Code);
    }

    [Fact]
    public async Task Payments_that_stand_beside_the_invoice_belong_to_it_and_missing_ones_are_not_told_as_none()
    {
        var include = new Include();
        await using var host = await McpHost.StartAsync(
            services: services => services.ConfigureHttpClientDefaults(clients => clients.AddHttpMessageHandler(() => new Changing(include))));
        var id = (await host.Billy.NewInvoiceAsync())["id"].Text;
        host.Sandbox.Approve(host.Token, id);
        host.Sandbox.Pay(host.Token, id, 100);

        include.Change = text => text.Replace(":embed", ":sideload", StringComparison.Ordinal);
        var beside = await host.CallAsync("get-invoice-tool", new { invoice_id = id, include = "lines,payments" });
        include.Change = _ => "";
        var missing = await host.CallAsync("get-invoice-tool", new { invoice_id = id, include = "lines,payments" });

        Assert.Equal((1, 1), (beside.Record.GetProperty("lines").GetArrayLength(), beside.Record.GetProperty("payments").GetArrayLength()));
        Assert.False(missing.Record.TryGetProperty("payments", out _));
    }

    [Fact]
    public async Task An_account_tells_its_rate_by_name()
    {
        await using var host = await McpHost.StartAsync();
        var id = (await host.CallAsync("list-accounts-tool", new { account_no = 1110 })).Column("id")[0];

        Assert.NotEmpty((await host.CallAsync("get-account-tool", new { account_id = id })).Record.GetProperty("taxRate").GetString()!);
    }

    private static Task<McpHost> StartAsync(string contacts, int pageSize = 1000) => McpHost.StartAsync(
        settings: new Dictionary<string, string?> { ["Billy:PageSize"] = $"{pageSize}", ["Billy:MaxReadRetries"] = "0" },
        services: services => services.ConfigureHttpClientDefaults(clients => clients.AddHttpMessageHandler(() => new Instead(contacts))));

    private sealed class Instead(string contacts) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            request.RequestUri!.AbsolutePath.EndsWith("/contacts", StringComparison.Ordinal)
                ? new(HttpStatusCode.OK) { Content = new StringContent(contacts, Encoding.UTF8, "application/json") }
                : await base.SendAsync(request, cancellationToken);
    }

    private sealed class Include
    {
        public Func<string, string> Change { get; set; } = text => text;
    }

    private sealed class Changing(Include include) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var address = new UriBuilder(request.RequestUri!);
            if (address.Query.Contains("include", StringComparison.Ordinal))
                address.Query = include.Change(Uri.UnescapeDataString(address.Query));
            request.RequestUri = address.Uri;
            return base.SendAsync(request, cancellationToken);
        }
    }
}
