using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Queue;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Records.Products;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Tests.Push;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Sandbox.Billy;
using PennaPay.Billy.Web.Sandbox.Engine;
using static Microsoft.Playwright.Assertions;

namespace PennaPay.Billy.Tests.EndToEnd;

/// <summary>
/// Markup and scripts in everything that people, files and Billy can write are shown as they were written, on every page, and
/// become nothing else. Each text would set a mark where it ran or was parsed.
/// </summary>
public sealed class MarkupTests
{
    private static readonly string[] Texts =
    [
        "<script>window.ran=1</script>",
        "<img src=x onerror=window.ran=2>",
        "\"><svg onload=window.ran=3>",
        "' autofocus onfocus='window.ran=4",
        "</title></textarea></style></script><script>window.ran=5</script>",
        "<iframe srcdoc=\"<script>parent.ran=6</script>\"></iframe>",
        "<a href=\"javascript:window.ran=7\">Betal her</a>",
        "javascript:window.ran=8//",
        "<style>body{display:none}</style>",
        "<!--<img src=\"--><img src=x onerror=window.ran=9//\">",
        "<math><mtext></form><form><mglyph><style></math><img src onerror=window.ran=10>",
        "{{constructor.constructor('window.ran=11')()}} @(1+1) ${window.ran=12}",
        "<base href=//attacker.example/>",
        "<meta http-equiv=refresh content=\"0;url=//attacker.example\">",
        "&lt;script&gt;window.ran=13&lt;/script&gt;",
        "%3Cscript%3Ewindow.ran=14%3C/script%3E",
        "＜script＞window.ran=15＜/script＞",
        "<button form=x formaction=javascript:window.ran=16>Gem</button>",
    ];

    /// <summary>How the page's own markup is told from that of the texts: none of this is ever in it.</summary>
    private const string Foreign = """
        () => window.ran !== undefined
            || document.title === ''
            || document.querySelector('main :is(script, style, iframe, svg[onload], math, base, meta, img), [onerror], [onload], [onfocus], [formaction], [srcdoc], a[href^="javascript:" i], form[action^="javascript:" i]') !== null
            || document.baseURI !== `${location.origin}/`
            || getComputedStyle(document.body).display === 'none'
        """;

    [SlowBrowserFact]
    public async Task WhatIsWritten_IsShownAsItIs_AndRunsNowhere()
    {
        await using var app = TestApp.Start();
        var owner = await app.CreateOwnerAsync();
        var billy = app.Services.GetRequiredService<BillySandbox>();
        var token = billy.CreateCompany(new() { Name = Texts[1], RegistrationNo = "99001232" });
        Assert.IsType<ConnectResult.Connected>(await app.Services.GetRequiredService<BillyConnector>()
            .ConnectAsync(TestActors.OwnerOf(owner.Workspace), token, sandbox: true, default));
        var (invoices, customer, product) = await AddAsync(app, owner.Workspace);
        billy.Plan(new SandboxFault { Kind = SandboxFaultKind.Invalid, Method = "POST", PathContains = "/invoices", Message = string.Concat(Texts) });
        await using var window = await Browser.OpenAsync(app);
        await window.SignInAsync();

        await window.Page.GotoAsync($"/invoices/{invoices[1]}");
        await window.Test("push").ClickAsync();
        await Expect(window.Test("toast-title").First).ToBeVisibleAsync();
        Assert.False(await window.Page.EvaluateAsync<bool>(Foreign), "a toast");
        var queued = Assert.IsType<QueueResult.Queued>(await app.Services.GetRequiredService<InvoicePusher>()
            .PushAsync(TestActors.OwnerOf(owner.Workspace), invoices[2], PushCause.Manual, default));
        await Expect(window.Test("toast-title").Filter(new() { HasText = Texts[2] }).First).ToBeVisibleAsync();

        var search = Uri.EscapeDataString(Texts[2]);
        string[] pages =
        [
            "/", "/invoices", $"/invoices?q={search}", $"/invoices?state={search}&sort={search}", $"/invoices/{invoices[0]}", $"/invoices/{invoices[1]}", $"/invoices/{invoices[2]}", "/invoices/new",
            "/customers", $"/customers?q={search}", $"/customers/{customer}", "/customers/new", "/products", $"/products?q={search}", $"/products/{product}", "/products/new",
            "/history", $"/history?q={search}&state={search}&from={search}", $"/history/{queued.PushId}", "/attention", "/help",
            "/settings", "/settings/company", "/settings/mapping", "/settings/numbering", "/settings/notifications", "/settings/preferences", "/settings/account", "/settings/ai", $"/settings/ai?before={search}",
            "/settings/audit", $"/settings/audit?topic={search}&who={search}", $"/{search}", $"/sign-in?ReturnUrl={search}", "/not-found", "/error",
        ];
        foreach (var page in pages)
        {
            await window.Page.GotoAsync(page);
            await Expect(window.Page.Locator("h1").First).ToBeVisibleAsync();
            await Expect(window.Test("loading")).ToHaveCountAsync(0);
            Assert.False(await window.Page.EvaluateAsync<bool>(Foreign), page);
        }

        await window.Page.GotoAsync("/settings/ai");
        foreach (var tool in new[] { "get-organization-tool", "list-organizations-tool" })
        {
            await window.Test("console-tool").SelectOptionAsync(tool);
            await window.Test("console-try").ClickAsync();
            await Expect(window.Test(tool.StartsWith("get", StringComparison.Ordinal) ? "console-record" : "console-rows")).ToContainTextAsync("window.ran");
            await window.Test("console-raw-toggle").ClickAsync();
            await Expect(window.Test("console-text")).ToContainTextAsync("window.ran");
            Assert.False(await window.Page.EvaluateAsync<bool>(Foreign), tool);
        }

        await window.Page.GotoAsync("/invoices/import");
        await Expect(window.Page.Locator("h1").First).ToBeFocusedAsync();
        FilePayload[] files =
        [
            new() { Name = $"{Texts[1]}.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes($"{Texts[0]};{Texts[1]}\n{Texts[2]};{Texts[3]}\n") },
            new() { Name = $"{Texts[6]}.xml", MimeType = "text/xml", Buffer = Encoding.UTF8.GetBytes(Texts[0]) },
        ];
        await window.Test("files").SetInputFilesAsync(files);
        await Expect(window.Page.GetByText(".csv").First).ToBeVisibleAsync();
        Assert.False(await window.Page.EvaluateAsync<bool>(Foreign), "import");
        // The browser says so where its policy, and not we, kept something from running. Pages that are not there say 404.
        Assert.All(window.Faults, fault => Assert.Contains("404", fault, StringComparison.Ordinal));
    }

    /// <summary>An invoice for each text, in every field that takes any.</summary>
    private static async Task<(List<Guid> Invoices, Guid Customer, Guid Product)> AddAsync(TestApp app, WorkspaceId workspace)
    {
        List<Guid> invoices = [];
        Customer? customer = null;
        Product? product = null;
        await app.Database.WriteAsync(workspace, (db, _) =>
        {
            foreach (var (index, text) in Texts.Index())
            {
                customer = new()
                {
                    Id = Guid.CreateVersion7(), WorkspaceId = workspace, Name = text, Street = text, City = text, Phone = text, Email = text, CustomerNo = text,
                    Persons = [new() { Id = Guid.CreateVersion7(), WorkspaceId = workspace, Name = text, Email = text }],
                };
                customer.RefreshSearchText();
                product = new() { Id = Guid.CreateVersion7(), WorkspaceId = workspace, Name = text, Details = text, Unit = text, Number = text };
                product.RefreshSearchText();
                var line = PushHost.Line(text, 1, 100);
                (line.Details, line.Unit) = (text, text);
                var invoice = new Invoice
                {
                    Id = Guid.CreateVersion7(), WorkspaceId = workspace, Number = $"{index} {text}"[..Math.Min(50, text.Length + 2)],
                    IssueDate = new(2026, 11, 20), DueDate = new(2026, 12, 4), Status = InvoiceStatus.Sent, Message = text, Lines = [line],
                };
                invoice.OriginId = invoice.Id.ToString("N");
                invoice.SetCustomer(customer);
                invoice.Seal();
                db.AddRange(customer, product, invoice);
                invoices.Add(invoice.Id);
            }

            return Task.CompletedTask;
        }, default);
        return (invoices, customer!.Id, product!.Id);
    }
}
