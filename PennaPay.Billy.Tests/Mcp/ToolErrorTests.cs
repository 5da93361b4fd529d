using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Keys;
using PennaPay.Billy.Core.Keys.Calls;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Tests.Mcp;

public sealed class ToolErrorTests : IAsyncLifetime
{
    private McpHost host = null!;

    public async Task InitializeAsync() => host = await McpHost.StartAsync(settings: new Dictionary<string, string?> { ["Billy:MaxReadRetries"] = "0" });

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Theory]
    [InlineData("list-invoices-tool", """{"state":"sent"}""", "state takes one of draft, approved, voided.")]
    [InlineData("list-invoices-tool", """{"status":"draft"}""", "'status' is not one of")]
    [InlineData("list-invoices-tool", """{"is_paid":"yes"}""", "is_paid takes true or false.")]
    [InlineData("list-invoices-tool", """{"page_size":101}""", "page_size takes a whole number from 1 to 100.")]
    [InlineData("list-invoices-tool", """{"page":0}""", "page takes a whole number")]
    [InlineData("list-invoices-tool", """{"min_entry_date":"1/10/2026"}""", "min_entry_date takes a day such as 2026-11-30.")]
    [InlineData("list-invoices-tool", """{"contact_id":"../organization"}""", "contact_id takes an id")]
    [InlineData("list-invoices-tool", """{"sort_property":"id; drop"}""", "sort_property takes one of")]
    [InlineData("list-postings-tool", """{"min_entry_date":"2026-01-01"}""", "max_entry_date is missing.")]
    [InlineData("get-invoice-tool", "{}", "invoice_id is missing.")]
    [InlineData("get-invoice-tool", """{"invoice_id":"x","include":"contact"}""", "include takes lines, payments")]
    [InlineData("list-organizations-tool", """{"organization_id":"x"}""", "is not one of")]
    public async Task What_is_asked_wrongly_is_told_with_what_would_be_right(string tool, string arguments, string expected)
    {
        var before = host.Sandbox.Requests(host.Token).Count;

        var answer = await host.CallAsync(tool, JsonSerializer.Deserialize<JsonElement>(arguments));

        Assert.Equal("arguments_invalid", answer.Code);
        Assert.Contains(expected, answer.Text, StringComparison.Ordinal);
        Assert.Equal(before, host.Sandbox.Requests(host.Token).Count);
    }

    [Fact]
    public async Task A_record_that_is_not_there_is_said_to_be_not_there()
    {
        Assert.Equal("record_not_found", (await host.CallAsync("get-invoice-tool", new { invoice_id = "gone" })).Code);
        Assert.Equal("record_not_found", (await host.CallAsync("get-account-tool", new { account_id = "gone" })).Code);
    }

    [Fact]
    public async Task Without_a_connection_a_tool_says_so_and_how_to_get_one()
    {
        await host.App.Services.GetRequiredService<BillyConnector>().DisconnectAsync(host.Owner, default);

        var answer = await host.CallAsync("list-contacts-tool");

        Assert.Equal(("not_connected", 422), (answer.Code, answer.Json.GetProperty("status").GetInt32()));
        Assert.NotEmpty(answer.Json.GetProperty("remedy").GetString()!);
    }

    [Fact]
    public async Task A_key_of_an_organisation_that_another_took_the_place_of_is_told_the_same_by_tool_and_by_hand()
    {
        await McpHost.ConnectAsync(host.App, host.Owner, host.Sandbox.CreateCompany(new() { Name = "Den nye ApS" }));

        using var byHand = await host.PostAsync("");

        Assert.Equal("not_connected", (await host.CallAsync("list-contacts-tool")).Code);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, byHand.StatusCode);
        Assert.Contains("\"not_connected\"", await byHand.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_Billy_refuses_asks_for_a_new_one()
    {
        host.Sandbox.Revoke(host.Token);

        var answer = await host.CallAsync("list-contacts-tool");

        Assert.Equal(("token_rejected", 401), (answer.Code, answer.Json.GetProperty("status").GetInt32()));
        Assert.DoesNotContain(host.Token, answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_many_requests_to_Billy_tell_how_long_to_wait()
    {
        host.Sandbox.Plan(new() { Kind = SandboxFaultKind.TooManyRequests, RetryAfterSeconds = 17, Times = 5 });

        var answer = await host.CallAsync("list-contacts-tool");

        Assert.Equal(("rate_limited", 17), (answer.Code, answer.Json.GetProperty("retryAfterSeconds").GetInt32()));
    }

    [Fact]
    public async Task A_locked_organisation_is_told_with_its_reason()
    {
        host.Sandbox.Lock(host.Token, "Abonnementet er ikke betalt");
        host.Sandbox.Plan(new() { Kind = SandboxFaultKind.Forbidden, PathContains = "/contacts" });

        var answer = await host.CallAsync("list-contacts-tool");

        Assert.Equal("organization_locked", answer.Code);
        Assert.Contains("Abonnementet er ikke betalt", answer.Text, StringComparison.Ordinal);
        var organization = await host.CallAsync("get-organization-tool");
        Assert.True(organization.Record.GetProperty("isLocked").GetBoolean());
        Assert.Equal("Abonnementet er ikke betalt", organization.Record.GetProperty("lockedReason").GetString());
    }

    [Fact]
    public async Task A_token_that_may_not_list_organisations_gives_its_own()
    {
        host.Sandbox.Plan(new() { Kind = SandboxFaultKind.Forbidden, PathContains = "/organizations" });

        var answer = await host.CallAsync("list-organizations-tool");

        Assert.Equal("own_organization_only", answer.Json.GetProperty("note").GetString());
        Assert.Equal(["PennaPay Prøvefirma ApS"], answer.Column("name"));
    }

    [Fact]
    public async Task A_token_that_may_not_read_its_organisation_is_proven_by_its_books()
    {
        host.Sandbox.Plan(new() { Kind = SandboxFaultKind.Forbidden, PathContains = "/organization", Times = 20 });

        var answer = await host.CallAsync("list-organizations-tool");

        Assert.Equal("organization_as_connected", answer.Json.GetProperty("note").GetString());
        Assert.Equal(["PennaPay Prøvefirma ApS"], answer.Column("name"));
        Assert.Contains(host.Sandbox.Requests(host.Token), request => request.Path.StartsWith("/contacts?", StringComparison.Ordinal));
        Assert.Contains(host.Sandbox.Requests(host.Token), request => request.Path.StartsWith("/accounts?", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Another_workspace_is_out_of_reach_with_every_argument()
    {
        var stranger = await TestUsers.AddAsync(host.App.Database, WorkspaceId.New(), email: "fremmed@eksempel.dk");
        var otherToken = host.Sandbox.CreateCompany(new() { Name = "Fremmed ApS", YearOfBooks = true });
        var (otherConnection, otherKey) = await McpHost.ConnectAsync(host.App, stranger, otherToken);
        var theirs = host.Sandbox.Records(otherToken, "invoices")[0].GetProperty("id").GetString()!;
        var theirOrganization = (await host.CallAsync("get-organization-tool", key: otherKey)).Record.GetProperty("id").GetString()!;
        var theirCursor = (await host.CallAsync("list-invoices-tool", new { page_size = 1 }, otherKey)).NextCursor;

        Assert.Equal("record_not_found", (await host.CallAsync("get-invoice-tool", new { invoice_id = theirs })).Code);
        Assert.Equal("key_other_organization", (await host.CallAsync("get-organization-tool", new { organization_id = theirOrganization })).Code);
        Assert.Equal("key_other_organization", (await host.CallAsync("list-invoices-tool", new { organization_id = theirOrganization })).Code);
        Assert.Equal("cursor_expired", (await host.CallAsync("list-invoices-tool", new { cursor = theirCursor })).Code);

        // A key whose connection is another workspace's opens nothing there.
        var crossed = await McpHost.MakeKeyAsync(host.App, host.Owner, otherConnection);
        Assert.Equal("not_connected", (await host.CallAsync("list-invoices-tool", key: crossed)).Code);
        Assert.All(host.Sandbox.Requests(otherToken), request => Assert.Equal("GET", request.Method));
    }

    [Fact]
    public async Task Every_call_is_noted_without_what_was_asked()
    {
        await host.CallAsync("list-contacts-tool", new { q = "hemmeligt ord", page_size = 3 });
        await host.CallAsync("get-invoice-tool", new { invoice_id = "gone" });

        var calls = await host.App.Services.GetRequiredService<KeyCallLog>().ListAsync(host.Owner.Workspace, null, null, 10, default);

        Assert.Equal(
            [("get-invoice-tool", "record_not_found", null), ("list-contacts-tool", "ok", (int?)0)],
            calls.Select(call => (call.Tool, call.Outcome, call.Rows)));
        Assert.All(calls, call => Assert.True(call.Bytes > 0));
        Assert.DoesNotContain("hemmeligt ord", string.Join('\n', host.App.Logs.Lines.Select(line => line.ToString())), StringComparison.Ordinal);
        Assert.NotNull(Assert.Single(await host.App.Services.GetRequiredService<ApiKeys>().ListAsync(host.Owner.Workspace, default)).LastUsedAt);
    }
}
