using Microsoft.AspNetCore.Components;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Looks;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Web.Components.Shared;

namespace PennaPay.Billy.Web.Components.Invoices;

/// <summary>Shows nothing: looks once at what has become of an invoice that came in, and keeps its state as the page shows it up to date.</summary>
public sealed class InvoiceNews : WorkspaceComponent
{
    private Guid? shown;
    private ShownInvoices.Showing? showing;

    [Inject] public required InvoiceDetails Details { get; init; }

    [Inject] public required DocumentLooks Looks { get; init; }

    [Inject] public required ShownInvoices OnPages { get; init; }

    [Inject] public required PushFeed Feed { get; init; }

    [Inject] public required ConnectionFeed Connections { get; init; }

    [Parameter, EditorRequired] public Guid Invoice { get; set; }

    [Parameter] public ShownCopy? Copy { get; set; }

    [Parameter] public EventCallback<ShownCopy> CopyChanged { get; set; }

    protected override async Task OnInitializedAsync()
    {
        await base.OnInitializedAsync();
        showing = Keep(OnPages.Open(Workspace));
        Listen(Feed, happened => happened.InvoiceId == Invoice ? ReadAsync() : Task.CompletedTask);
        Listen(Connections, _ => ReadAsync());
    }

    protected override void OnParametersSet()
    {
        if (shown == Invoice)
            return;
        shown = Invoice;
        showing!.Invoices = [Invoice];
        _ = GuardAsync(() => Looks.LookAtAsync(Workspace, Invoice, Closed));
    }

    private async Task ReadAsync()
    {
        if (await Details.FindAsync(Workspace, Invoice, Closed) is { } invoice)
            await CopyChanged.InvokeAsync(ShownCopy.Of(invoice));
    }
}
