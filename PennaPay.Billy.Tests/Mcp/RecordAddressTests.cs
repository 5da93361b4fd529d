using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Links;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Copies;
using PennaPay.Billy.Core.Push.Queue;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Records.Products;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Tests.Push;
using PennaPay.Billy.Tests.Support;

namespace PennaPay.Billy.Tests.Mcp;

/// <summary>Where the links of answers lead, over HTTP.</summary>
public sealed class RecordAddressTests : IAsyncLifetime
{
    private McpHost host = null!;
    private HttpClient client = null!;

    public async Task InitializeAsync()
    {
        host = await McpHost.StartAsync(new() { YearOfBooks = false });
        client = await host.App.CreateSignedInClientAsync();
    }

    public async Task DisposeAsync()
    {
        client.Dispose();
        await host.DisposeAsync();
    }

    [Fact]
    public async Task What_is_here_is_opened_here()
    {
        var (invoice, customer, remote) = await PushAsync(host.Owner);
        var answer = await host.CallAsync("get-invoice-tool", new { invoice_id = remote });
        var link = new Uri(answer.Json.GetProperty("open").GetProperty("dashboard").GetString()!);

        Assert.Equal(host.App.Url.Authority, link.Authority);
        Assert.Equal($"/invoices/{invoice}", await LeadAsync(link.PathAndQuery));
        Assert.Equal($"/customers/{customer}", await LeadAsync($"/open/billy/contacts/{answer.Record.GetProperty("contactId").GetString()}"));
        using var page = await client.GetAsync(new Uri($"/invoices/{invoice}", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    [Fact]
    public async Task A_product_that_is_kept_alike_is_opened_here_and_one_that_is_gone_is_not()
    {
        var product = Assert.IsType<SaveResult.Saved>(await host.App.Services.GetRequiredService<ProductEditor>().SaveAsync(host.Owner, new() { Name = "Kajak" }, default)).Id;
        var links = host.App.Services.GetRequiredService<RecordLinks>();
        var connection = await ConnectionAsync();
        await links.RememberAsync(host.Owner.Workspace, connection.Id, RecordKind.Product, product, "Abc-1", default);
        await links.RememberAsync(host.Owner.Workspace, connection.Id, RecordKind.Product, Guid.NewGuid(), "Abc-2", default);

        Assert.Equal($"/products/{product}", await LeadAsync("/open/billy/products/Abc-1"));
        Assert.EndsWith("/products/Abc-2", await LeadAsync("/open/billy/products/Abc-2"), StringComparison.Ordinal);
        Assert.DoesNotContain(product.ToString(), await LeadAsync("/open/billy/contacts/Abc-1") ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("invoices")]
    [InlineData("contacts")]
    [InlineData("products")]
    [InlineData("bills")]
    public async Task What_is_not_here_is_opened_in_Billy(string kind)
    {
        var pages = (await ConnectionAsync()).PagesUrl!.TrimEnd('/');

        Assert.Equal(new Uri($"{pages}/{kind}/Abc-1_2").PathAndQuery, await LeadAsync($"/open/billy/{kind}/Abc-1_2"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("javascript:alert(1)")]
    public async Task Where_Billys_pages_are_not_known_to_be_Billys_it_is_said_that_it_is_only_there(string? pages)
    {
        await host.App.Database.WriteAsync(
            host.Owner.Workspace, (db, ct) => db.Set<Connection>().ExecuteUpdateAsync(set => set.SetProperty(connection => connection.PagesUrl, pages), ct), default);

        var target = await LeadAsync("/open/billy/bills/abc");

        Assert.Equal("/open/only-in-billy/bills", target);
        using var page = await client.GetAsync(new Uri(target!, UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    [Theory]
    [InlineData("/open/billy/invoices/a.b")]
    [InlineData("/open/billy/invoices/%2F%2Fevil.example")]
    [InlineData("/open/billy/invoices/..%2F..%2Fsettings")]
    [InlineData("/open/billy/invoices/a%0D%0ALocation:%20https:%2F%2Fevil.example")]
    [InlineData("/open/billy/invoices/%5C%5Cevil.example")]
    [InlineData("/open/billy/invoices/%7Bid%7D")]
    [InlineData("/open/billy/invoices/a%00b")]
    [InlineData("/open/billy/accounts/abc")]
    [InlineData("/open/billy/Invoices/abc")]
    [InlineData("/open/billy/https:/evil.example")]
    public async Task What_can_be_no_record_leads_nowhere(string path)
    {
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));

        Assert.Contains(answer.StatusCode, new[] { HttpStatusCode.NotFound, HttpStatusCode.BadRequest });
        Assert.Null(answer.Headers.Location);
    }

    [Fact]
    public async Task An_id_that_is_too_long_leads_nowhere() =>
        Assert.Null(await LeadAsync($"/open/billy/invoices/{new string('a', 161)}"));

    [Fact]
    public async Task Anothers_record_is_not_told()
    {
        var stranger = await TestUsers.AddAsync(host.App.Database, WorkspaceId.New(), email: "fremmed@eksempel.dk");
        await McpHost.ConnectAsync(host.App, stranger, host.Sandbox.CreateCompany(new() { Name = "Fremmed ApS", RegistrationNo = "99001232" }));
        var (invoice, _, remote) = await PushAsync(stranger);
        var own = (await ConnectionAsync()).PagesUrl!.TrimEnd('/');

        var target = await LeadAsync($"/open/billy/invoices/{remote}");

        Assert.DoesNotContain(invoice.ToString(), target, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(new Uri($"{own}/invoices/{remote}").PathAndQuery, target);
    }

    [Fact]
    public async Task Nobody_is_led_anywhere_without_signing_in()
    {
        var (_, _, remote) = await PushAsync(host.Owner);
        using var visitor = host.App.CreateClient();

        using var answer = await visitor.GetAsync(new Uri($"/open/billy/invoices/{remote}", UriKind.Relative));

        Assert.StartsWith("/sign-in?ReturnUrl=%2Fopen%2Fbilly%2Finvoices%2F", host.App.LocationOf(answer), StringComparison.OrdinalIgnoreCase);
    }

    private async Task<string?> LeadAsync(string path)
    {
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
        return host.App.LocationOf(answer);
    }

    private async Task<Connection> ConnectionAsync() =>
        (await host.App.Services.GetRequiredService<ConnectionStore>().CurrentAsync(host.Owner.Workspace, BillyConnector.SystemId, default))!;

    /// <summary>An invoice that was pushed, its customer, and what Billy calls it.</summary>
    private async Task<(Guid Invoice, Guid Customer, string Remote)> PushAsync(Actor owner)
    {
        var customer = new Customer { Id = Guid.CreateVersion7(), WorkspaceId = owner.Workspace, Name = "Hansen Træ ApS" };
        customer.RefreshSearchText();
        var invoice = new Invoice
        {
            Id = Guid.CreateVersion7(), WorkspaceId = owner.Workspace, Number = "1001", IssueDate = new(2026, 11, 20), DueDate = new(2026, 12, 4),
            Status = InvoiceStatus.Sent, Lines = [PushHost.Line("Planker", 1, 100)],
        };
        invoice.OriginId = invoice.Id.ToString("N");
        invoice.SetCustomer(customer);
        invoice.Seal();
        await host.App.Database.WriteAsync(owner.Workspace, (db, _) =>
        {
            db.AddRange(customer, invoice);
            return Task.CompletedTask;
        }, default);
        Assert.IsType<QueueResult.Queued>(await host.App.Services.GetRequiredService<InvoicePusher>().PushAsync(owner, invoice.Id, PushCause.Manual, default));
        string? remote = null;
        await Until.TrueAsync(async () =>
        {
            await using var db = host.App.Database.Read(owner.Workspace);
            remote = await db.Set<InvoiceCopy>().Where(copy => copy.InvoiceId == invoice.Id).Select(copy => copy.RemoteId).FirstOrDefaultAsync();
            return remote is not null;
        });
        await using var links = host.App.Database.Read(owner.Workspace);
        Assert.True(await links.Set<RecordLink>().AnyAsync(link => link.LocalId == customer.Id));
        return (invoice.Id, customer.Id, remote!);
    }
}
