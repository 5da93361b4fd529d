using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Keys.Calls;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Components.Settings.Ai.Console;
using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Tests.Mcp;

/// <summary>What a person who tries a tool is answered, held against what a program is.</summary>
public sealed class ToolConsoleTests : IAsyncLifetime
{
    private McpHost host = null!;

    private ToolConsole Console => host.App.Services.GetRequiredService<ToolConsole>();

    public async Task InitializeAsync() => host = await McpHost.StartAsync();

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task The_form_has_every_tool_and_every_argument()
    {
        await using var client = await host.ClientAsync();

        var told = (await client.ListToolsAsync()).Select(tool => (tool.Name, Arguments: tool.JsonSchema.GetProperty("properties").EnumerateObject().Select(property => property.Name).Order().ToList()));

        Assert.Equal(told.Select(tool => tool.Name), Console.Tools.Select(tool => tool.Name));
        Assert.All(told.Zip(Console.Tools), pair => Assert.Equal(pair.First.Arguments, pair.Second.Fields.Select(field => field.Name).Order()));
        Assert.Equal(["min_entry_date", "max_entry_date"], Console.Tools.Single(tool => tool.Name == "list-postings-tool").Fields.Where(field => field.IsRequired).Select(field => field.Name));
    }

    [Fact]
    public async Task A_person_is_answered_as_a_program_is()
    {
        var told = Assert.IsType<ConsoleAnswer.Listed>(await AskAsync("list-invoices-tool", ("page_size", "5"), ("is_paid", "false"), ("sort_property", "invoiceNo")));
        // The same reading of the list, whose moment is in the answer.
        var program = await host.CallAsync("list-invoices-tool", new { page_size = 5, is_paid = false, sort_property = "invoiceNo", page = 1 });

        Assert.Equal(WithoutMoment(program.Json), WithoutMoment(JsonDocument.Parse(told.Forms.Json).RootElement));
        Assert.Equal(program.Column("id"), told.Table.Rows.Select(row => row[0]));
        Assert.Equal((program.Total, program.Left, 5), (told.Total, told.Left, told.Table.Rows.Count));
        Assert.Equal(told.Table.Rows.Select(row => $"/open/billy/invoices/{row[0]}"), told.Table.Hrefs);
    }

    [Fact]
    public async Task A_list_goes_on_by_its_cursor()
    {
        var first = Assert.IsType<ConsoleAnswer.Listed>(await AskAsync("list-accounts-tool", ("page_size", "10")));
        var second = Assert.IsType<ConsoleAnswer.Listed>(await AskAsync("list-accounts-tool", ("page_size", "10"), ("cursor", first.NextCursor!)));

        Assert.Equal((first.Total, first.Left - 10), (second.Total, second.Left));
        Assert.Empty(first.Table.Rows.Select(row => row[0]).Intersect(second.Table.Rows.Select(row => row[0])));
    }

    [Fact]
    public async Task One_record_has_its_lines_as_a_table()
    {
        var id = (await host.Billy.NewInvoiceAsync())["id"].Text;

        var found = Assert.IsType<ConsoleAnswer.Found>(await AskAsync("get-invoice-tool", ("invoice_id", id), ("include", "lines,payments")));

        Assert.Contains(("id", id), found.Values);
        Assert.Contains(("isPaid", "false"), found.Values);
        Assert.Equal(["lines", "payments"], found.Children.Select(children => children.Name));
        var lines = found.Children[0].Table;
        Assert.Equal("300.00", Assert.Single(lines.Rows)[lines.Columns.Select(column => column.Name).ToList().IndexOf("unitPrice")]);
        Assert.Equal($"/open/billy/invoices/{id}", found.Href);
    }

    [Theory]
    [InlineData("get-invoice-tool", "", "", "invoice_id", true)]
    [InlineData("get-invoice-tool", "invoice_id", "../x", "invoice_id", false)]
    [InlineData("list-postings-tool", "min_entry_date", "2026-01-01", "max_entry_date", true)]
    [InlineData("list-invoices-tool", "page_size", "101", "page_size", false)]
    [InlineData("list-invoices-tool", "page_size", "ti", "page_size", false)]
    [InlineData("list-invoices-tool", "page_size", "99999999999", "page_size", false)]
    [InlineData("list-invoices-tool", "amount", "1.250,00", "amount", false)]
    [InlineData("list-invoices-tool", "state", "sent", "state", false)]
    [InlineData("list-invoices-tool", "is_paid", "måske", "is_paid", false)]
    [InlineData("list-invoices-tool", "drop_table", "x", null, false)]
    public async Task What_is_wrong_is_said_of_the_field(string tool, string field, string value, string? expected, bool isMissing)
    {
        var refused = Assert.IsType<ConsoleAnswer.Refused>(await AskAsync(tool, (field, value)));

        Assert.Equal(("arguments_invalid", expected, isMissing), (refused.Failure.Code, refused.Field, refused.IsMissing));
    }

    [Fact]
    public async Task What_Billy_says_is_told_with_its_code()
    {
        host.Sandbox.Plan(new() { Kind = SandboxFaultKind.Unauthorized, PathContains = "/contacts" });

        var refused = Assert.IsType<ConsoleAnswer.Refused>(await AskAsync("list-contacts-tool"));

        Assert.Equal(("token_rejected", (string?)null), (refused.Failure.Code, refused.Field));
    }

    [Fact]
    public async Task A_persons_questions_are_no_calls_of_a_key()
    {
        await AskAsync("list-contacts-tool", ("q", "hemmeligt ord"));

        Assert.Empty(await host.App.Services.GetRequiredService<KeyCallLog>().ListAsync(host.Owner.Workspace, null, null, 10, default));
        Assert.DoesNotContain("hemmeligt ord", string.Join('\n', host.App.Logs.Lines.Select(line => line.ToString())), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_asks_the_own_organisation_as_it_is_connected_now()
    {
        var stranger = await TestUsers.AddAsync(host.App.Database, WorkspaceId.New(), email: "fremmed@eksempel.dk");
        var theirs = host.Sandbox.Records(host.Token, "invoices")[0].GetProperty("id").GetString()!;
        Assert.Equal("not_connected", Assert.IsType<ConsoleAnswer.Refused>(await AskAsAsync(stranger, "list-invoices-tool")).Failure.Code);

        var other = host.Sandbox.CreateCompany(new() { Name = "Fremmed ApS", RegistrationNo = "99001232" });
        await McpHost.ConnectAsync(host.App, stranger, other);
        Assert.Equal("Fremmed ApS", Assert.IsType<ConsoleAnswer.Listed>(await AskAsAsync(stranger, "list-invoices-tool")).Source.Organization);
        Assert.Equal("record_not_found", Assert.IsType<ConsoleAnswer.Refused>(await AskAsAsync(stranger, "get-invoice-tool", ("invoice_id", theirs))).Failure.Code);

        await host.App.Services.GetRequiredService<BillyConnector>().DisconnectAsync(host.Owner, default);
        Assert.Equal("not_connected", Assert.IsType<ConsoleAnswer.Refused>(await AskAsync("list-invoices-tool")).Failure.Code);
        Assert.All(host.Sandbox.Requests(other), request => Assert.Equal("GET", request.Method));
    }

    private Task<ConsoleAnswer> AskAsync(string tool, params (string Field, string Value)[] typed) => AskAsAsync(host.Owner, tool, typed);

    private Task<ConsoleAnswer> AskAsAsync(Actor actor, string tool, params (string Field, string Value)[] typed) =>
        Console.AskAsync(actor, tool, typed.ToDictionary(pair => pair.Field, pair => pair.Value), host.App.Url, default);

    private static string WithoutMoment(JsonElement json) => string.Join(
        '\n', json.EnumerateObject().Where(property => property.Name is not ("asOf" or "nextCursor")).Select(property => $"{property.Name}: {property.Value.GetRawText()}"));
}
