using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Web.Resources;

namespace PennaPay.Billy.Web.Components.Invoices;

/// <summary>Finds a customer by what is typed, or makes a new one on the spot.</summary>
public sealed partial class CustomerPicker
{
    private const int Most = 8;

    private readonly string id = $"customer{Guid.NewGuid():N}";
    private readonly OptionKeys keys = new();
    private IReadOnlyList<CustomerRow> found = [];
    private CustomerForm? newCustomer;
    private string text = "";
    private string? knownName;
    private bool isOpen, isLeaving;
    private int searches;

    [Inject] public required CustomerList Customers { get; init; }

    [Inject] public required IStringLocalizer<InvoiceTexts> Texts { get; init; }

    [Parameter] public Guid? Value { get; set; }

    [Parameter] public EventCallback<Guid?> ValueChanged { get; set; }

    /// <summary>The name of the customer that the form came with.</summary>
    [Parameter] public string? Name { get; set; }

    [Parameter] public string? Error { get; set; }

    protected override void OnParametersSet()
    {
        if (Name == knownName)
            return;
        knownName = Name;
        text = Name ?? "";
    }

    private async Task OpenAsync()
    {
        if (newCustomer is null)
            await SearchAsync(Value is null ? text : null);
    }

    private async Task TypeAsync(string? typed)
    {
        text = typed ?? "";
        if (Value is not null)
            await ValueChanged.InvokeAsync(null);
        await SearchAsync(text);
    }

    private async Task SearchAsync(string? search)
    {
        var current = ++searches;
        var page = await Customers.PageAsync(Workspace, new(search, Take: Most), Closed);
        if (current != searches)
            return;
        found = page.Rows;
        keys.Active = string.IsNullOrWhiteSpace(search) ? -1 : 0;
        isOpen = true;
    }

    // The last option is to make a new one.
    private Task PressAsync(KeyboardEventArgs key) =>
        keys.PressAsync(key.Key, isOpen ? found.Count + 1 : 0, OpenAsync, () => isOpen = false, ChooseAsync);

    private Task ChooseAsync(int option)
    {
        if (option < found.Count)
            return ChooseAsync(found[option].Id, found[option].Name);
        BeginNew();
        return Task.CompletedTask;
    }

    private Task ChooseAsync(Guid customer, string name)
    {
        (text, isOpen, newCustomer) = (name, false, null);
        return ValueChanged.InvokeAsync(customer);
    }

    private void BeginNew()
    {
        isOpen = false;
        newCustomer = new() { Name = Value is null ? text.Trim() : "" };
    }

    private void KeepOpen() => isLeaving = false;

    // The focus leaves one element before it reaches the next; only a moment later it is clear that it left the picker.
    private void CloseSoon()
    {
        isLeaving = true;
        RunSoon(() =>
        {
            isOpen &= !isLeaving;
            StateHasChanged();
            return Task.CompletedTask;
        });
    }
}
