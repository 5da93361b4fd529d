using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Push.Looks;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Sync;
using PennaPay.Billy.Core.Sync.Lights;
using PennaPay.Billy.Web.Components.Push;
using PennaPay.Billy.Web.Components.Shared;
using PennaPay.Billy.Web.Resources;

namespace PennaPay.Billy.Web.Components.Invoices;

/// <summary>Brings what is known of one invoice in step with the other system. What it finds comes to the page as news, like every look.</summary>
public sealed partial class InvoiceSyncButton
{
    private bool isOn;

    [Inject] public required SyncOverview Overview { get; init; }

    [Inject] public required SyncFeed Feed { get; init; }

    [Inject] public required ConnectionFeed Connections { get; init; }

    [Inject] public required DocumentLooks Looks { get; init; }

    [Inject] public required InvoiceDetails Details { get; init; }

    [Inject] public required Toasts Toasts { get; init; }

    [Inject] public required IStringLocalizer<InvoiceTexts> Texts { get; init; }

    [Inject] public required IStringLocalizer<PushTexts> PushTexts { get; init; }

    [Parameter, EditorRequired] public Guid Invoice { get; set; }

    protected override async Task OnInitializedAsync()
    {
        await base.OnInitializedAsync();
        ListenSoon(Feed, LoadAsync);
        ListenSoon(Connections, LoadAsync);
        await GuardAsync(LoadAsync);
    }

    private async Task LoadAsync()
    {
        isOn = await Overview.ReadAsync(Workspace, Closed) is { } status
            && status.Lights.Any(light => light.Module == SyncModule.Invoices) && status.Choices.Of(SyncModule.Invoices).IsOn && !status.ToBegin.Contains(SyncModule.Invoices);
        StateHasChanged();
    }

    private async Task LookAsync()
    {
        var key = $"sync:{Invoice}";
        if (await Looks.LookAtAsync(Workspace, Invoice, Closed) is { } seen && await Details.FindAsync(Workspace, Invoice, Closed) is { } invoice)
            Toasts.Show(ToastTone.Success, Texts["Sync.Done", invoice.Number, CopyStateChip.Words(invoice.CopyState, invoice.RemoteNumber, PushTexts)], Texts["Sync.Done.Text", Format.DateAndTime(seen)], key: key);
        else
            Toasts.Show(ToastTone.Warning, Texts["Sync.Failed"], Texts["Sync.Failed.Text"], key: key);
    }
}
