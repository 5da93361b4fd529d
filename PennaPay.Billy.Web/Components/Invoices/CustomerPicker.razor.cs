using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core.Customers;
using PennaPay.Billy.Web.Resources;

namespace PennaPay.Billy.Web.Components.Invoices;

/// <summary>Finds a customer by what is typed, or makes a new one on the spot.</summary>
public sealed partial class CustomerPicker
{
    private const int Most = 8;

    private readonly string id = $"customer{Guid.NewGuid():N}";
    private IReadOnlyList<CustomerRow> found = [];
    private CustomerDraft? newCustomer;
    private string text = "";
    private string? knownName;
    private bool isOpen, isLeaving;
    private int active = -1;
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
        active = string.IsNullOrWhiteSpace(search) ? -1 : 0;
        isOpen = true;
    }

    private async Task PressAsync(KeyboardEventArgs key)
    {
        switch (key.Key)
        {
            case "ArrowDown" when !isOpen:
                await OpenAsync();
                break;
            case "ArrowDown":
                active = (active + 1) % (found.Count + 1);
                break;
            case "ArrowUp" when isOpen:
                active = active <= 0 ? found.Count : active - 1;
                break;
            case "Escape":
                isOpen = false;
                break;
            case "Enter" when isOpen && active >= 0 && active < found.Count:
                await ChooseAsync(found[active].Id, found[active].Name);
                break;
            case "Enter" when isOpen && active == found.Count:
                BeginNew();
                break;
        }
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
