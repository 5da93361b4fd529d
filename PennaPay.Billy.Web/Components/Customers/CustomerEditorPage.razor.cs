using Microsoft.AspNetCore.Components;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Links;
using PennaPay.Billy.Core.Push.Attention;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.CustomFields;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Records.Invoices.Lists;
using PennaPay.Billy.Core.Sync.Sources.Reading;
using PennaPay.Billy.Web.Components.Shared;
using PennaPay.Billy.Web.Security;

namespace PennaPay.Billy.Web.Components.Customers;

/// <summary>One customer: written, changed, deleted, and what there is of it elsewhere and on invoices.</summary>
public sealed partial class CustomerEditorPage
{
    private const int InvoicesShown = 5;

    private PageOf<CustomerInvoice>? invoices;
    private IReadOnlyDictionary<Guid, Failure> failures = new Dictionary<Guid, Failure>();
    private string? organization;
    private RecordLink? link;
    private CustomerOwner? owner;
    private IReadOnlyList<CustomField> ownFields = [];

    [Inject] public required CustomerList Customers { get; init; }

    [Inject] public required CustomerOwners Owners { get; init; }

    [Inject] public required SourceRefresh Sources { get; init; }

    [Inject] public required CustomFieldList Fields { get; init; }

    [Inject] public required CustomerEditor Editor { get; init; }

    [Inject] public required CustomerInvoices Invoices { get; init; }

    [Inject] public required OpenFailures Failures { get; init; }

    [Inject] public required CopiesElsewhere Elsewhere { get; init; }

    [Inject] public required RecordLinks Links { get; init; }

    protected internal override string ListHref => "/customers";

    protected override string? Name => Stored?.Name;

    private string Title => Name ?? (Id is null ? Texts["Editor.New"] : Texts["Editor.Customer"]);

    protected override Task<Customer?> FindAsync(Guid id) => Customers.FindAsync(Workspace, id, Closed);

    protected override CustomerForm Fill(Customer record) => CustomerForm.From(record);

    protected override void Follow(CustomerForm draft, Guid id, int version) => (draft.Id, draft.Version) = (id, version);

    protected override async Task ReadAboutAsync(Customer? record)
    {
        ownFields = await Fields.OfAsync(Workspace, CustomFieldRecord.Customer, Closed);
        owner = record is null ? null : await Owners.FindAsync(Workspace, record.Id, Closed);
        invoices = record is null ? null : await Invoices.LatestAsync(Workspace, record.Id, InvoicesShown, Closed);
        link = record is null ? null : await Links.ListedAsync(Workspace, RecordKind.Contact, record.Id, Closed);
        failures = await Failures.OfAsync(Workspace, [.. (invoices?.Rows ?? []).Where(row => row.CopyState == CopyState.Failed).Select(row => row.Id)], Closed);
        if (owner is not null)
            _ = CatchUpAsync(record!.Id);
        organization = (await Elsewhere.SwitchAsync(Workspace, Closed))?.AccountName;
    }

    // What is shown is what was read last, until what its system says just now is here.
    private async Task CatchUpAsync(Guid customer)
    {
        try
        {
            if (await Sources.RefreshAsync(Workspace, customer, Closed) && customer == Id)
                await InvokeAsync(LoadAsync);
        }
        catch (OperationCanceledException) when (Closed.IsCancellationRequested)
        {
            // The page is left.
        }
    }

    protected override Task<SaveResult> StoreAsync(Actor actor, CustomerForm draft) =>
        Editor.SaveAsync(actor, draft, CancellationToken.None);

    private async Task DeleteAsync()
    {
        if (Stored is not { } customer || !await ConfirmAsync("Delete", customer.Name))
            return;
        var user = await CurrentUser.GetAsync();
        switch (await Editor.DeleteAsync(user.Actor, customer.Id, CancellationToken.None))
        {
            case DeleteCustomerResult.HasInvoices:
                // Only what hinders it is read: what has been typed stays.
                invoices = await Invoices.LatestAsync(user.Workspace, customer.Id, InvoicesShown, Closed);
                Notice = Texts["Delete.HasInvoices", Format.Count(invoices?.Total ?? 0)];
                StateHasChanged();
                break;
            default:
                await Links.ForgetDeletedAsync(user.Actor, RecordKind.Contact, customer.Id, owner?.ConnectionId, CancellationToken.None);
                LeaveDeleted(customer.Name);
                break;
        }
    }

    private async Task ArchiveAsync()
    {
        if (await EnsureSavedAsync() is not { } id || Stored is not { } customer)
            return;
        var aside = !customer.IsArchived;
        if (await Editor.ArchiveAsync((await CurrentUser.GetAsync()).Actor, [id], aside, CancellationToken.None) > 0)
            Toasts.Show(ToastTone.Success, Texts[aside ? "Archive.Done" : "Archive.Restored", customer.Name]);
        await LoadAsync();
    }

    private async Task ForgetLinkAsync()
    {
        if (Stored is not { } customer || !await ConfirmAsync("Link.Forget", customer.Name))
            return;
        var user = await CurrentUser.GetAsync();
        if (link is not null)
            await Links.ForgetAsync(user.Actor, link.ConnectionId, RecordKind.Contact, customer.Id, CancellationToken.None);
        link = await Links.ListedAsync(user.Workspace, RecordKind.Contact, customer.Id, Closed);
        Toasts.Show(ToastTone.Success, Texts["Link.Forgotten", customer.Name]);
    }
}
