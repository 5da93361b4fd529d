using Bunit;
using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Records.Invoices.Editing;
using PennaPay.Billy.Core.Records.Invoices.Import;
using PennaPay.Billy.Core.Values;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Components.Invoices;
using PennaPay.Billy.Web.Components.Shared;
using Radzen;

namespace PennaPay.Billy.Tests.Invoices;

public sealed class InvoiceEditorPageTests : IAsyncLifetime
{
    private PageHost host = null!;

    public InvoiceEditorPageTests() => PageHost.Speak("da-DK");

    public async Task InitializeAsync() => host = await PageHost.StartAsync();

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public void Totals_FollowWhatIsTyped()
    {
        var page = OpenNew();

        Type(page, "quantity", "3");
        page.Find("[data-testid=unit-price]").Input("1234,5");
        page.WaitForAssertion(() => Assert.Equal("4.629,38\u00A0kr.", Text(page, "total-gross")), PageHost.Patience);
        page.Find("[data-testid=vat]").Change(nameof(VatTreatment.Exempt));

        Assert.Equal("3.703,50\u00A0kr.", Text(page, "total-gross"));
        Assert.Equal("0", page.Find("[data-testid=vat-rate]").GetAttribute("value"));
    }

    [Fact]
    public async Task WhatADocumentSaysWasPaidBefore_AndItsRounding_AreShown_UntilItsAmountsAreOthers()
    {
        var file = await Importing.FileAsync("faktura.xml", await File.ReadAllBytesAsync(UblFiles.Own("prepaid-and-rounding.xml")));
        var imported = Assert.IsType<Importing.Outcome.Imported>(await host.Product.Get<InvoiceImporter>().ImportAsync(host.Owner, file));
        var page = host.Open<InvoiceEditorPage>($"/invoices/{imported.Invoices[0].Id}", parameters => parameters.Add(p => p.Id, imported.Invoices[0].Id));
        page.WaitForElement("[data-testid=total-prepaid]", PageHost.Patience);
        Assert.Equal(
            ("124,99\u00A0kr.", "-24,00\u00A0kr.", "0,01\u00A0kr.", "101,00\u00A0kr."),
            (Text(page, "total-gross"), Text(page, "total-prepaid"), Text(page, "total-rounding"), Text(page, "total-payable")));
        Assert.Contains("Forudbetaling og afrunding kan den ikke rumme", Text(page, "totals-not-pushed"), StringComparison.Ordinal);

        page.FindAll("[data-testid=quantity]")[0].Input("2");

        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid=total-rounding]")), PageHost.Patience);
        Assert.Equal("-24,00\u00A0kr.", Text(page, "total-prepaid"));
    }

    [Fact]
    public void AmbiguousAmount_IsNeverGuessed_AndStaysAsItWasTyped()
    {
        var page = OpenNew();

        Type(page, "unit-price", "1.234");
        page.Find("[data-testid=save]").Click();

        page.WaitForElement("[data-testid=form-notice]", PageHost.Patience);
        Assert.Equal("1.234", page.Find("[data-testid=unit-price]").GetAttribute("value"));
        Assert.Equal("»1.234« kan betyde to ting. Skriv 1234 eller 1,2340.", Text(page, "field-error"));
        Type(page, "unit-price", "1234");
        Assert.Equal("1.234,00", page.Find("[data-testid=unit-price]").GetAttribute("value"));
        Assert.Empty(page.FindAll("[data-testid=field-error]"));
    }

    [Fact]
    public void FailedSave_SaysWhatIsWrongBesideTheFields_AndKeepsWhatWasTyped()
    {
        var page = OpenNew();
        Type(page, "description", "Rådgivning");
        Type(page, "unit-price", "500");
        Type(page, "due-date", "1-1-2020");

        page.Find("[data-testid=save]").Click();

        page.WaitForAssertion(() => Assert.Equal(
            ["Vælg en kunde.", "Forfaldsdatoen ligger før fakturadatoen."],
            page.FindAll("[data-testid=field-error]").Select(error => error.TextContent)), PageHost.Patience);
        Assert.Equal("Rådgivning", page.Find("[data-testid=description]").GetAttribute("value"));
        Assert.Equal("01.01.2020", page.Find("[data-testid=due-date]").GetAttribute("value"));
        Assert.Equal("500,00", page.Find("[data-testid=unit-price]").GetAttribute("value"));
    }

    [Fact]
    public async Task NewInvoice_ForANewCustomer_IsSavedAndPushedByOneClick()
    {
        var page = OpenNew();
        page.Find("[data-testid=customer]").Input("Havnens Kajakker");
        page.WaitForElement("[data-testid=new-customer]", PageHost.Patience);
        page.Find("[data-testid=new-customer]").MouseDown();
        Assert.Equal("Havnens Kajakker", page.Find("[data-testid=customer-name]").GetAttribute("value"));
        page.Find("[data-testid=create-customer]").Click();
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid=quick-create]")), PageHost.Patience);
        Type(page, "description", "Kajak");
        Type(page, "unit-price", "8.500,00");

        page.Find("[data-testid=push]").Click();
        page.WaitForAssertion(() => Assert.Equal("Waiting", State(page)), PageHost.Patience);
        await host.Product.DrainAsync();
        page.WaitForAssertion(() => Assert.Equal("Present", State(page)), PageHost.Patience);

        var entry = Assert.Single(await host.Product.EntriesAsync());
        var invoice = await host.Product.InvoiceAsync(entry.InvoiceId);
        Assert.Equal(("1001", "Havnens Kajakker", 10_625m), (invoice.Number, invoice.CustomerName, invoice.Gross));
        Assert.EndsWith($"/invoices/{invoice.Id}", host.Navigation.Uri, StringComparison.Ordinal);
        page.WaitForAssertion(() => Assert.Single(page.FindAll("[data-testid=history-row]")), PageHost.Patience);
    }

    [Fact]
    public async Task Lines_AreAddedMovedAndRemoved()
    {
        var invoice = await host.Product.AddInvoiceAsync();
        var page = Open(invoice.Id);

        page.Find("[data-testid=add-line]").Click();
        page.FindAll("[data-testid=description]")[1].Change("Kørsel");
        page.FindAll("[data-testid=unit-price]")[1].Change("100");
        page.FindAll("[data-testid=line-up]")[1].Click();
        page.Find("[data-testid=save]").Click();
        page.WaitForAssertion(() => Assert.Contains(host.Toasts, toast => toast.Title == "1042 er gemt"), PageHost.Patience);
        Assert.Equal(["Kørsel", "Rådgivning"], (await host.Product.InvoiceAsync(invoice.Id)).Lines.Select(line => line.Description));

        page.FindAll("[data-testid=remove-line]")[0].Click();
        Assert.Equal("1.250,00\u00A0kr.", Text(page, "total-gross"));
    }

    [Fact]
    public async Task Save_AfterSomebodyElseSaved_OverwritesNothing()
    {
        var invoice = await host.Product.AddInvoiceAsync();
        var page = Open(invoice.Id);
        var other = InvoiceForm.From(await host.Product.InvoiceAsync(invoice.Id));
        other.Message = "Fra et andet vindue";
        await host.Product.Get<InvoiceEditor>().SaveAsync(host.Owner, other, default);

        Type(page, "description", "Fra dette vindue");
        page.Find("[data-testid=save]").Click();

        page.WaitForAssertion(() => Assert.Contains("ændret i et andet vindue", Text(page, "form-notice"), StringComparison.Ordinal), PageHost.Patience);
        Assert.Equal("Fra dette vindue", page.Find("[data-testid=description]").GetAttribute("value"));
        Assert.Equal("Rådgivning", Assert.Single((await host.Product.InvoiceAsync(invoice.Id)).Lines).Description);
    }

    [Fact]
    public async Task CreditNote_OfAnInvoice_BeginsWithItsLines()
    {
        var invoice = await host.Product.AddInvoiceAsync(change => change.Status = InvoiceStatus.Sent);
        var page = host.Open<InvoiceEditorPage>($"/invoices/new?credits={invoice.Id}");
        page.WaitForElement("[data-testid=invoice-editor]", PageHost.Patience);

        Assert.Equal("1042", page.Find("[data-testid=credits]").GetAttribute("value"));
        Assert.Equal("Rådgivning", page.Find("[data-testid=description]").GetAttribute("value"));
        page.Find("[data-testid=save]").Click();
        page.WaitForAssertion(() => Assert.Contains(host.Toasts, toast => toast.Title.EndsWith("er gemt", StringComparison.Ordinal)), PageHost.Patience);
    }

    [Fact]
    public async Task MarkedAsSent_WhatWasTypedIsSavedFirst()
    {
        var invoice = await host.Product.AddInvoiceAsync(change => change.Status = InvoiceStatus.Draft);
        var page = Open(invoice.Id);
        Type(page, "description", "Kajakker");

        page.Find("[data-testid=mark-as-sent]").Click();

        page.WaitForAssertion(() => Assert.Contains(host.Toasts, toast => toast.Title == "1042 er markeret som sendt"), PageHost.Patience);
        var sent = await host.Product.InvoiceAsync(invoice.Id);
        Assert.Equal((InvoiceStatus.Sent, "Kajakker"), (sent.Status, Assert.Single(sent.Lines).Description));
        Assert.Empty(page.FindAll("[data-testid=mark-as-sent]"));
        // What is typed next is the version that follows.
        Type(page, "description", "Flere kajakker");
        page.Find("[data-testid=save]").Click();
        page.WaitForAssertion(() => Assert.Contains(host.Toasts, toast => toast.Title == "1042 er gemt"), PageHost.Patience);
        Assert.Equal("Flere kajakker", Assert.Single((await host.Product.InvoiceAsync(invoice.Id)).Lines).Description);
    }

    [Fact]
    public async Task UnreadableAmount_IsNeitherPushedNorMarkedAsSent()
    {
        var invoice = await host.Product.AddInvoiceAsync(change => change.Status = InvoiceStatus.Draft);
        var page = Open(invoice.Id);
        Type(page, "unit-price", "1.234");

        page.Find("[data-testid=push]").Click();
        page.WaitForElement("[data-testid=form-notice]", PageHost.Patience);
        page.Find("[data-testid=mark-as-sent]").Click();

        Assert.Empty(await host.Product.EntriesAsync());
        Assert.Equal(InvoiceStatus.Draft, (await host.Product.InvoiceAsync(invoice.Id)).Status);
        Assert.Equal("1.234", page.Find("[data-testid=unit-price]").GetAttribute("value"));
    }

    [Fact]
    public async Task NewInvoice_AfterACreditNote_BeginsAsAnInvoice()
    {
        var invoice = await host.Product.AddInvoiceAsync(change => change.Status = InvoiceStatus.Sent);
        var page = host.Open<InvoiceEditorPage>($"/invoices/new?credits={invoice.Id}");
        page.WaitForElement("[data-testid=credits]", PageHost.Patience);

        host.Navigation.NavigateTo("/invoices/new");

        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid=credits]")), PageHost.Patience);
        Assert.Equal("", page.Find("[data-testid=customer]").GetAttribute("value"));
    }

    [Fact]
    public async Task SentInvoice_Changed_WarnsBeforeItIsKept_AndOffersACreditNote()
    {
        var invoice = await host.Product.AddInvoiceAsync();
        var page = Open(invoice.Id);
        Assert.Empty(page.FindAll("[data-testid=sent-warning]"));

        Type(page, "description", "Rettet");

        Assert.Equal("Kunden har denne faktura.", page.Find("[data-testid=sent-warning] strong").TextContent);
        Assert.Equal($"/invoices/new?credits={invoice.Id}", page.Find("[data-testid=credit-instead]").GetAttribute("href"));
        Assert.Equal("Rådgivning", Assert.Single((await host.Product.InvoiceAsync(invoice.Id)).Lines).Description);
        page.Find("[data-testid=save]").Click();
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid=sent-warning]")), PageHost.Patience);
        Assert.Equal("Rettet", Assert.Single((await host.Product.InvoiceAsync(invoice.Id)).Lines).Description);
    }

    [Fact]
    public async Task DraftInvoice_Changed_WarnsOfNothing_AndACreditNoteOffersNoCreditNote()
    {
        var customer = await host.Product.AddCustomerAsync();
        var page = Open((await host.Product.AddInvoiceAsync(i => i.Status = InvoiceStatus.Draft, customer)).Id);
        Type(page, "description", "Rettet");
        Assert.Empty(page.FindAll("[data-testid=sent-warning]"));

        var note = Open((await host.Product.AddInvoiceAsync(i => i.Kind = InvoiceKind.CreditNote, customer, "1043")).Id);
        Type(note, "description", "Rettet");
        Assert.NotEmpty(note.FindAll("[data-testid=sent-warning]"));
        Assert.Empty(note.FindAll("[data-testid=credit-instead]"));
    }

    [Fact]
    public async Task Invoice_ThatIsInBilly_CanBeSavedAlone_OrUpdatedThereToo()
    {
        var invoice = await host.Product.AddInvoiceAsync();
        await host.Product.PushAsync(invoice);
        var page = Open(invoice.Id);
        // Unchanged, pressing says that it is there, with the link.
        page.Find("[data-testid=push]").Click();
        page.WaitForAssertion(() => Assert.Contains(host.Toasts, toast => toast.Title == "Faktura 1042 er allerede i Billy"), PageHost.Patience);
        Assert.NotNull(host.Toasts.Single(toast => toast.Title == "Faktura 1042 er allerede i Billy").Action);

        Type(page, "description", "Rettet");

        Assert.Equal(("Gem", "arrow_upwardGem og opdater i Billy"), (Text(page, "save"), page.Find("[data-testid=push]").TextContent.Trim().Replace("\n", "", StringComparison.Ordinal).Replace(" arrow", "arrow", StringComparison.Ordinal)));
        page.Find("[data-testid=push]").Click();
        page.WaitForAssertion(() => Assert.Equal("Waiting", State(page)), PageHost.Patience);
        await host.Product.DrainAsync();
        Assert.Contains("Rettet", host.Product.Billy.Invoices(host.Product.Token).Single().ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task NeverPushed_IsDeleted_AfterAQuestion()
    {
        var invoice = await host.Product.AddInvoiceAsync();
        var page = Open(invoice.Id);
        Assert.Empty(page.FindAll("[data-testid=archive]"));

        await AnswerAsync(page, "delete", false);
        Assert.NotNull(await host.Product.Get<InvoiceDetails>().FindAsync(host.Product.Workspace, invoice.Id, default));
        await AnswerAsync(page, "delete", true);

        page.WaitForAssertion(() => Assert.EndsWith("/invoices", host.Navigation.Uri, StringComparison.Ordinal), PageHost.Patience);
        Assert.Contains(host.Toasts, toast => toast.Title == "1042 er slettet");
        Assert.Null(await host.Product.Get<InvoiceDetails>().FindAsync(host.Product.Workspace, invoice.Id, default));
    }

    [Fact]
    public async Task Pushed_IsArchived_SaysSo_RefusesToPush_AndComesBack()
    {
        var invoice = await host.Product.AddInvoiceAsync();
        var page = Open(invoice.Id);
        Assert.NotEmpty(page.FindAll("[data-testid=delete]"));
        await host.Product.PushAsync(invoice);
        // The page hears of the push.
        await host.EventuallyAsync(() => Assert.Empty(page.FindAll("[data-testid=delete]")));

        await AnswerAsync(page, "archive", true);

        await host.EventuallyAsync(() => Assert.Single(page.FindAll("[data-testid=archived-notice]")));
        Assert.Empty(page.FindAll("[data-testid=push]"));
        Assert.Empty(page.FindAll("[data-testid=archive]"));
        await page.Find("[data-testid=restore]").ClickAsync(new());
        await host.EventuallyAsync(() => Assert.NotEmpty(page.FindAll("[data-testid=push]")));
        Assert.Empty(page.FindAll("[data-testid=archived-notice]"));
    }

    [Fact]
    public async Task Archived_IsRestoredFromItsToast_ThoughThePageIsGone()
    {
        var invoice = await host.Product.AddInvoiceAsync();
        await host.Product.PushAsync(invoice);
        var page = Open(invoice.Id);
        var toasts = host.Browser.Render<ToastHost>();
        await host.EventuallyAsync(() => page.Find("[data-testid=archive]"));
        await AnswerAsync(page, "archive", true);
        var undo = toasts.Find("[data-testid=toast-undo]");
        Assert.Equal("Fortryd: gendan faktura 1042", undo.GetAttribute("aria-label"));
        Assert.True((await host.Product.InvoiceAsync(invoice.Id)).IsArchived);
        page.Instance.Dispose();

        await undo.ClickAsync(new());

        Assert.False((await host.Product.InvoiceAsync(invoice.Id)).IsArchived);
        Assert.Equal("1042 er gendannet", Assert.Single(host.Toasts).Title);
    }

    [Fact]
    public void InvoiceOfNobody_IsMissing()
    {
        var page = host.Open<InvoiceEditorPage>("/invoices/x", parameters => parameters.Add(p => p.Id, Guid.CreateVersion7()));
        page.WaitForElement("[data-testid=invoice-missing]", PageHost.Patience);
    }

    private IRenderedComponent<InvoiceEditorPage> OpenNew()
    {
        var page = host.Open<InvoiceEditorPage>("/invoices/new");
        page.WaitForElement("[data-testid=invoice-editor]", PageHost.Patience);
        return page;
    }

    private IRenderedComponent<InvoiceEditorPage> Open(Guid id)
    {
        var page = host.Open<InvoiceEditorPage>($"/invoices/{id}", parameters => parameters.Add(p => p.Id, id));
        page.WaitForElement("[data-testid=invoice-editor]", PageHost.Patience);
        return page;
    }

    private Task AnswerAsync(IRenderedComponent<InvoiceEditorPage> page, string button, bool answer) =>
        host.AnswerAsync(() => page.Find($"[data-testid={button}]").ClickAsync(new()), answer);

    private static void Type(IRenderedComponent<InvoiceEditorPage> page, string field, string text) =>
        page.Find($"[data-testid={field}]").Change(text);

    private static string Text(IRenderedComponent<InvoiceEditorPage> page, string id) => page.Find($"[data-testid={id}]").TextContent.Trim();

    private static string? State(IRenderedComponent<InvoiceEditorPage> page) => page.Find("[data-testid=push]").GetAttribute("data-state");
}
