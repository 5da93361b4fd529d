using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Queue;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Records.Invoices.Editing;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Core.Values;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Sandbox.Billy;
using static Microsoft.Playwright.Assertions;

namespace PennaPay.Billy.Tests.EndToEnd;

/// <summary>An invoice that nobody can post as it is: the owner finds out why, chooses an account, pushes, edits and sees the difference.</summary>
public sealed class MappingTests
{
    [BrowserFact]
    public async Task ChooseAnAccount_Push_Edit_SeeTheDifference()
    {
        await using var app = TestApp.Start(new Dictionary<string, string?> { ["Billy:RequestsPerSecond"] = "1000" });
        var owner = await app.CreateOwnerAsync();
        var invoice = await PrepareAsync(app, owner.Workspace);
        await using var window = await Browser.OpenAsync(app);
        await window.SignInAsync();

        await window.Page.GotoAsync($"/invoices/{invoice}");
        await window.Test("preview-toggle").ClickAsync();
        await window.Test("preview-way-on").ClickAsync();
        await Expect(window.Test("page-title")).ToHaveTextAsync("Konto og moms");
        var row = window.Page.Locator("[data-code=KONSULENT]");
        await Expect(row.GetByTestId("blocks")).ToContainTextAsync("Blokerer 1 faktura");
        await window.ChooseAsync(row.GetByTestId("account"), "1130 Salg til øvrig udland - ydelser");
        await window.PictureAsync("mapping-choosing");
        await window.Test("save-mapping").ClickAsync();
        await Expect(window.Test("toast-title").Filter(new() { HasText = "Konto og moms" })).ToBeVisibleAsync();

        await window.Page.GotoAsync($"/invoices/{invoice}");
        await window.Test("push").ClickAsync();
        await Expect(window.Test("copy-state").First).ToContainTextAsync("Kladde i Billy");
        await window.Test("preview-toggle").ClickAsync();
        await Expect(window.Test("preview-verdict")).ToHaveAttributeAsync("data-verdict", "Same");
        await Expect(window.Test("preview-line").First).ToContainTextAsync("1130 Salg til øvrig udland - ydelser");

        await window.Test("unit-price").First.FillAsync("650");
        await window.Test("add-line").ClickAsync();
        await Expect(window.Test("line")).ToHaveCountAsync(3);
        await window.Test("description").Last.FillAsync("Kørsel");
        await window.Test("unit-price").Last.FillAsync("100");
        await window.Test("save").ClickAsync();
        await Expect(window.Test("toast-title").Filter(new() { HasText = "er gemt" })).ToBeVisibleAsync();
        await Expect(window.Test("preview-verdict")).ToHaveAttributeAsync("data-verdict", "Changed");
        await Expect(window.Test("preview-line").First.Locator("ins").First).ToContainTextAsync("650,00");
        await Expect(window.Test("preview-line").Last).ToContainTextAsync("Kørsel");
        await window.PictureAsync("preview-difference");

        var sandbox = app.Services.GetRequiredService<BillySandbox>();
        Assert.Single(sandbox.Invoices(sandbox.DefaultToken));
        Assert.Empty(window.Faults);
    }

    /// <summary>Writes an invoice like another one, but for known accounts; pushes it and edits it in every way that a preview shows.</summary>
    internal static async Task<Guid> PushAndEditAsync(TestApp app, WorkspaceId workspace, Guid like)
    {
        var (details, editor) = (app.Services.GetRequiredService<InvoiceDetails>(), app.Services.GetRequiredService<InvoiceEditor>());
        var draft = InvoiceForm.From((await details.FindAsync(workspace, like, default))!);
        (draft.Id, draft.Version, draft.Number) = (null, 0, "1043");
        draft.Lines[0].AccountCode = null;
        draft.Lines.Add(new() { Description = "Materialer", UnitPrice = 350 });
        var id = Assert.IsType<SaveResult.Saved>(await editor.SaveAsync(TestActors.OwnerOf(workspace), draft, default)).Id;
        var feed = new TaskCompletionSource();
        using (app.Services.GetRequiredService<PushFeed>().Subscribe(workspace, happened =>
        {
            if (happened.HasEnded)
                feed.TrySetResult();
            return Task.CompletedTask;
        }))
        {
            await app.Services.GetRequiredService<InvoicePusher>().PushAsync(TestActors.OwnerOf(workspace), id, PushCause.Manual, default);
            await feed.Task;
        }

        draft = InvoiceForm.From((await details.FindAsync(workspace, id, default))!);
        (draft.DueDate, draft.Message) = (new(2026, 12, 31), "Tak for samarbejdet. Betal venligst til tiden.");
        (draft.Lines[0].UnitPrice, draft.Lines[0].AccountCode) = (650, "1130");
        draft.Lines.RemoveAt(2);
        draft.Lines.Insert(0, new() { Description = "Opstart", UnitPrice = 1000 });
        Assert.IsType<SaveResult.Saved>(await editor.SaveAsync(TestActors.OwnerOf(workspace), draft, default));
        return id;
    }

    /// <summary>Connects the workspace to the sandbox and writes an invoice whose account Billy does not know.</summary>
    internal static async Task<Guid> PrepareAsync(TestApp app, WorkspaceId workspace)
    {
        var token = app.Services.GetRequiredService<BillySandbox>().DefaultToken;
        Assert.IsType<ConnectResult.Connected>(await app.Services.GetRequiredService<BillyConnector>().ConnectAsync(TestActors.OwnerOf(workspace), token, sandbox: true, default));
        var customer = Assert.IsType<SaveResult.Saved>(await app.Services.GetRequiredService<CustomerEditor>().SaveAsync(
            TestActors.OwnerOf(workspace), new CustomerForm { Name = "Nordlys Design ApS", RegistrationNo = "12345674" }, default));
        var draft = InvoiceForm.New("1042", new(2026, 11, 20));
        draft.CustomerId = customer.Id;
        draft.Message = "Tak for samarbejdet.";
        draft.Lines =
        [
            new() { Description = "Rådgivning om lagerstyring", Quantity = 8, UnitPrice = 500, Unit = "timer", AccountCode = "KONSULENT" },
            new() { Description = "Kursus i bogføring", UnitPrice = 2400, Vat = VatTreatment.Exempt, VatRate = 0, DiscountPercent = 10 },
        ];
        return Assert.IsType<SaveResult.Saved>(await app.Services.GetRequiredService<InvoiceEditor>().SaveAsync(TestActors.OwnerOf(workspace), draft, default)).Id;
    }
}
