using static Microsoft.Playwright.Assertions;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Tests.Push;
using PennaPay.Billy.Tests.Support;

namespace PennaPay.Billy.Tests.EndToEnd;

/// <summary>Names without an end, other scripts, emoji, two hundred lines and amounts of twelve digits: nothing breaks (see <see cref="Look"/>).</summary>
public sealed class OddInvoicesTests
{
    private static readonly string[] Names =
    [
        new('W', 120),
        "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft og Sønner under konkurs ApS",
        "شركة النور للتجارة \"2000\" (ApS)",
        "Bageriet 🥐🍞 & Kaffe ☕️👩🏽‍🍳",
    ];

    [BrowserFact]
    public async Task ListEditorAndCustomer_KeepTheirShape()
    {
        await using var app = TestApp.Start();
        var workspace = (await app.CreateOwnerAsync()).Workspace;
        var invoices = await AddAsync(app, workspace);

        await Look.AtAsync(app, signIn: true,
            ("/invoices", "odd-invoices"), ($"/invoices/{invoices[2].Id}", "odd-invoice-rtl"), ($"/customers/{invoices[0].CustomerId}", "odd-customer"));
    }

    [BrowserFact]
    public async Task Editor_WithTwoHundredLinesOrTwelveDigits_ShowsThemAll()
    {
        await using var app = TestApp.Start();
        var invoices = await AddAsync(app, (await app.CreateOwnerAsync()).Workspace);
        await using var window = await Browser.OpenAsync(app);
        await window.SignInAsync();

        await window.Page.GotoAsync($"/invoices/{invoices[0].Id}");
        await Expect(window.Test("line")).ToHaveCountAsync(200);
        await window.Page.GotoAsync($"/invoices/{invoices[1].Id}");
        await Expect(window.Test("total-gross")).ToHaveTextAsync("999.999.999.999,75\u00A0kr.");
    }

    private static async Task<List<Invoice>> AddAsync(TestApp app, WorkspaceId workspace)
    {
        List<Invoice> invoices = [];
        await app.Database.WriteAsync(workspace, (db, _) =>
        {
            foreach (var (index, name) in Names.Index())
            {
                var customer = new Customer { Id = Guid.CreateVersion7(), WorkspaceId = workspace, Name = name, CountryCode = "DK" };
                customer.RefreshSearchText();
                var invoice = new Invoice
                {
                    Id = Guid.CreateVersion7(), WorkspaceId = workspace, Number = index == 3 ? new string('9', 50) : $"F-{index}",
                    IssueDate = new(2026, 11, 20), DueDate = new(2026, 12, 4), Status = InvoiceStatus.Sent, Message = name,
                    Lines =
                    [
                        .. Enumerable.Range(0, index == 0 ? 200 : 1).Select(_ => PushHost.Line(name, 1, index == 1 ? 799_999_999_999.80m : 100)),
                    ],
                };
                invoice.OriginId = invoice.Id.ToString("N");
                invoice.SetCustomer(customer);
                invoice.Seal();
                db.Add(customer);
                db.Add(invoice);
                invoices.Add(invoice);
            }

            return Task.CompletedTask;
        }, default);
        return invoices;
    }
}
