using Bunit;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Records.CustomFields;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Components.Customers;
using PennaPay.Billy.Web.Components.Products;
using PennaPay.Billy.Web.Components.Settings.Fields;

namespace PennaPay.Billy.Tests.Settings;

/// <summary>Where fields are given to records, and where they are filled in.</summary>
public sealed class CustomFieldsPageTests : IAsyncLifetime
{
    private PageHost host = null!;

    public CustomFieldsPageTests() => PageHost.Speak("da-DK");

    public async Task InitializeAsync() => host = await PageHost.StartAsync(connected: false);

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task Fields_AreListed_Moved_AndRemovedAfterAQuestionThatSaysHowManyHaveAValue()
    {
        var page = host.Open<CustomFieldsPage>(CustomFieldsPage.Path);
        page.WaitForElement("[data-testid=custom-fields]", PageHost.Patience);
        Assert.Equal(["Kunder har ingen egne felter", "Varer har ingen egne felter"], page.FindAll("[data-testid=no-fields] h2").Select(title => title.TextContent));

        var (rebate, group) = (await AddAsync("Rabat", CustomFieldType.Number), await AddAsync("Gruppe", CustomFieldType.Choice, "Guld\nSølv"));
        await SaveCustomerAsync("Nordlys", (rebate.Key, "12.5"));
        page = host.Open<CustomFieldsPage>(CustomFieldsPage.Path + "?again");
        page.WaitForElement("[data-testid=custom-field]", PageHost.Patience);
        Assert.Equal(["Rabat", "Gruppe"], Names(page));
        Assert.Contains("Valgliste: Guld, Sølv", page.Find($"[data-key='{group.Key}']").TextContent, StringComparison.Ordinal);

        await page.Find($"[data-key='{group.Key}'] [data-testid=field-up]").ClickAsync();
        page.WaitForAssertion(() => Assert.Equal(["Gruppe", "Rabat"], Names(page)), PageHost.Patience);

        await host.AnswerAsync(() => page.Find($"[data-key='{rebate.Key}'] [data-testid=field-remove]").ClickAsync(), false);
        Assert.Equal(1, await host.Product.Get<CustomFieldList>().CountValuesAsync(host.Product.Workspace, rebate, default));
        await host.AnswerAsync(() => page.Find($"[data-key='{rebate.Key}'] [data-testid=field-remove]").ClickAsync(), true);
        page.WaitForAssertion(() => Assert.Equal(["Gruppe"], Names(page)), PageHost.Patience);
        Assert.Equal(0, await host.Product.Get<CustomFieldList>().CountValuesAsync(host.Product.Workspace, rebate, default));
    }

    [Fact]
    public async Task Dialog_SaysWhatIsWrongAtTheField_KeepsWhatWasTyped_AndStores()
    {
        await AddAsync("Rabat");
        var dialog = host.Browser.Render<CustomFieldDialog>(parameters => parameters.Add(shown => shown.Form, new CustomFieldForm { Record = CustomFieldRecord.Customer }));
        Assert.Empty(dialog.FindAll("[data-testid=field-choices]"));
        dialog.Find("[data-testid=field-name]").Change("rabat");
        dialog.Find("[data-testid=field-type]").Change(nameof(CustomFieldType.Choice));
        dialog.Find("[data-testid=field-choices]").Change("Guld\nguld");
        await dialog.Find("form").SubmitAsync();

        dialog.WaitForAssertion(() => Assert.Equal(
            ["Der er allerede et felt, der hedder »Rabat«.", "»Guld« står der to gange."], dialog.FindAll("[data-testid=field-error]").Select(error => error.TextContent)), PageHost.Patience);
        Assert.Equal("rabat", dialog.Find("[data-testid=field-name]").GetAttribute("value"));

        dialog.Find("[data-testid=field-name]").Change("Gruppe");
        dialog.Find("[data-testid=field-choices]").Change("Guld\nSølv");
        await dialog.Find("form").SubmitAsync();
        var stored = (await host.Product.Get<CustomFieldList>().AllAsync(host.Product.Workspace, default))[1];
        Assert.Equal(("Gruppe", CustomFieldType.Choice), (stored.Name, stored.Type));

        // Of a field that is there, the type is not asked.
        var other = host.Browser.Render<CustomFieldDialog>(parameters => parameters.Add(shown => shown.Form, CustomFieldForm.From(stored)));
        Assert.Empty(other.FindAll("[data-testid=field-type]"));
        await host.Product.Get<CustomFieldEditor>().RemoveAsync(host.Owner, stored.Id, default);
        await other.Find("form").SubmitAsync();
        other.WaitForAssertion(() => Assert.Contains("findes ikke mere", other.Find("[data-testid=form-notice]").TextContent, StringComparison.Ordinal), PageHost.Patience);
    }

    [Fact]
    public async Task WhoMayNotChangeThem_SeesThemAlone()
    {
        await AddAsync("Rabat");
        await using var reader = await PageHost.StartAsync(connected: false, role: Role.Member);
        await reader.Product.Get<CustomFieldEditor>().SaveAsync(TestActors.OwnerOf(reader.Product.Workspace), new() { Name = "Rabat" }, default);
        var page = reader.Open<CustomFieldsPage>(CustomFieldsPage.Path);

        page.WaitForElement("[data-testid=read-only]", PageHost.Patience);
        Assert.Equal(["Rabat"], Names(page));
        Assert.Empty(page.FindAll("button"));
    }

    [Theory]
    [InlineData("da-DK", "12,5", "24-12-2026", "24.12.2026")]
    [InlineData("en-GB", "12.5", "24/12/2026", "24/12/2026")]
    public async Task Customer_IsFilledIn_AsTheUserWritesNumbersAndDays(string language, string number, string typed, string shown)
    {
        PageHost.Speak(language);
        var (rebate, date) = (await AddAsync("Rabat", CustomFieldType.Number), await AddAsync("Aftale", CustomFieldType.Date));
        var (group, note) = (await AddAsync("Gruppe", CustomFieldType.Choice, "Guld\nSølv"), await AddAsync("Note"));
        var id = await SaveCustomerAsync("Nordlys", (group.Key, "Guld"));
        await ChooseAsync(group, "Sølv\nBronze");
        var page = host.Open<CustomerEditorPage>($"/customers/{id}", parameters => parameters.Add(one => one.Id, id));
        page.WaitForElement("[data-testid=custom-values]", PageHost.Patience);
        Assert.Equal(["Rabat", "Aftale", "Gruppe", "Note"], page.FindAll("[data-testid=custom-values] label").Select(label => label.TextContent));
        // What is no choice any more is kept, and said to be.
        Assert.Equal(["", "Sølv", "Bronze", "Guld"], page.FindAll($"[data-testid='{group.Key}'] option").Select(option => option.GetAttribute("value")));
        Assert.Equal("Guld", page.Find($"[data-testid='{group.Key}'] select").GetAttribute("value"));

        Input(page, rebate).Change("mange");
        Input(page, note).Change("hilsen");
        page.Find("[data-testid=save]").Click();
        page.WaitForElement("[data-testid=form-notice]", PageHost.Patience);
        Assert.Equal("mange", Input(page, rebate).GetAttribute("value"));
        Assert.NotNull(page.Find($"[data-testid='{rebate.Key}'] [data-testid=field-error]"));

        Input(page, rebate).Change(number);
        Input(page, date).Change(typed);
        page.Find("[data-testid=save]").Click();
        page.WaitForAssertion(() => Assert.NotEmpty(host.Toasts), PageHost.Patience);
        Assert.Equal(
            new Dictionary<string, string> { [rebate.Key] = "12.5", [date.Key] = "2026-12-24", [group.Key] = "Guld", [note.Key] = "hilsen" },
            (await CustomerAsync(id)).CustomValues.ToDictionary());
        page.WaitForAssertion(() => Assert.Equal((number, shown), (Input(page, rebate).GetAttribute("value"), Input(page, date).GetAttribute("value"))), PageHost.Patience);
    }

    [Fact]
    public async Task WhatAnotherSavedMeanwhile_IsNotWrittenOver_AndAChoiceThatWentMeanwhileIsSaidAtItsField()
    {
        var group = await AddAsync("Gruppe", CustomFieldType.Choice, "Guld\nSølv");
        var id = await SaveCustomerAsync("Nordlys");
        var page = host.Open<CustomerEditorPage>($"/customers/{id}", parameters => parameters.Add(one => one.Id, id));
        page.WaitForElement("[data-testid=custom-values]", PageHost.Patience);
        page.Find($"[data-testid='{group.Key}'] select").Change("Guld");
        await ChooseAsync(group, "Sølv");

        page.Find("[data-testid=save]").Click();
        page.WaitForAssertion(() => Assert.Equal("Vælg en af mulighederne.", page.Find($"[data-testid='{group.Key}'] [data-testid=field-error]").TextContent), PageHost.Patience);

        var form = CustomerForm.From(await CustomerAsync(id));
        form.CustomValues[group.Key] = "Sølv";
        await host.Product.Get<CustomerEditor>().SaveAsync(host.Owner, form, default);
        page.Find("[data-testid=save]").Click();
        page.WaitForElement("[data-testid=reload]", PageHost.Patience);
        Assert.Equal("Sølv", (await CustomerAsync(id)).CustomValues[group.Key]);
    }

    [Fact]
    public async Task Product_HasItsOwnAlone_AndNoCardWithoutAny()
    {
        await AddAsync("Rabat");
        var page = host.Open<ProductEditorPage>("/products/new");
        page.WaitForElement("[data-testid=product-editor]", PageHost.Patience);
        Assert.Empty(page.FindAll("[data-testid=custom-values]"));

        var weight = await AddAsync("Vægt", CustomFieldType.Number, record: CustomFieldRecord.Product);
        page = host.Open<ProductEditorPage>("/products/new?again");
        page.WaitForElement("[data-testid=custom-values]", PageHost.Patience);
        page.Find("[data-testid=name]").Change("Kajak");
        Input(page, weight).Change("1.234,5");
        page.Find("[data-testid=save]").Click();
        page.WaitForAssertion(() => Assert.NotEmpty(host.Toasts), PageHost.Patience);
        Assert.Equal(1, await host.Product.Get<CustomFieldList>().CountValuesAsync(host.Product.Workspace, weight, default));
    }

    private static AngleSharp.Dom.IElement Input(IRenderedComponent<Microsoft.AspNetCore.Components.IComponent> page, CustomField field) =>
        page.Find($"[data-testid='{field.Key}'] [data-testid=custom-value]");

    private static IEnumerable<string> Names(IRenderedComponent<CustomFieldsPage> page) => page.FindAll("[data-testid=custom-field] strong").Select(name => name.TextContent);

    private async Task<CustomField> AddAsync(
        string name, CustomFieldType type = CustomFieldType.Text, string? choices = null, CustomFieldRecord record = CustomFieldRecord.Customer)
    {
        var form = new CustomFieldForm { Record = record, Name = name, Type = type, Choices = choices };
        var id = Assert.IsType<SaveResult.Saved>(await host.Product.Get<CustomFieldEditor>().SaveAsync(host.Owner, form, default)).Id;
        return (await host.Product.Get<CustomFieldList>().AllAsync(host.Product.Workspace, default)).Single(field => field.Id == id);
    }

    private async Task ChooseAsync(CustomField field, string choices)
    {
        var form = CustomFieldForm.From(field);
        form.Choices = choices;
        Assert.IsType<SaveResult.Saved>(await host.Product.Get<CustomFieldEditor>().SaveAsync(host.Owner, form, default));
    }

    private async Task<Guid> SaveCustomerAsync(string name, params (string Key, string Value)[] values)
    {
        var form = new CustomerForm { Name = name };
        foreach (var (key, value) in values)
            form.CustomValues[key] = value;
        return Assert.IsType<SaveResult.Saved>(await host.Product.Get<CustomerEditor>().SaveAsync(host.Owner, form, default)).Id;
    }

    private async Task<Customer> CustomerAsync(Guid id) => (await host.Product.Get<CustomerList>().FindAsync(host.Product.Workspace, id, default))!;
}
