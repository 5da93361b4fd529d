using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Customers;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Web.Components.Shared;
using PennaPay.Billy.Web.Resources;
using Radzen;

namespace PennaPay.Billy.Web.Components.Customers;

/// <summary>One customer: written, changed, deleted, and what there is of it in Billy and on invoices.</summary>
public sealed partial class CustomerEditorPage
{
    private const int InvoicesShown = 5;

    private Dictionary<string, string> errors = [];
    private CustomerDraft? draft;
    private Customer? stored;
    private PageOf<CustomerInvoice>? invoices;
    private ContactLink? link;
    private string? notice;
    private bool isTouched, isStale, isMissing, hasFailed;
    private Guid? shown;
    private int edits, fillings;

    [Inject] public required CustomerList Customers { get; init; }

    [Inject] public required CustomerEditor Editor { get; init; }

    [Inject] public required CustomerInvoices Invoices { get; init; }

    [Inject] public required RecordLinks Links { get; init; }

    [Inject] public required Toasts Toasts { get; init; }

    [Inject] public required DialogService Dialogs { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    [Inject] public required ProblemSentences Sentences { get; init; }

    [Inject] public required IStringLocalizer<CustomerTexts> Texts { get; init; }

    [Inject] public required ILogger<CustomerEditorPage> Logger { get; init; }

    /// <summary>Null for a new customer.</summary>
    [Parameter] public Guid? Id { get; set; }

    private string Title => stored?.Name ?? (Id is null ? Texts["Editor.New"] : Texts["Editor.Customer"]);

    protected override Task OnParametersSetAsync() => fillings > 0 && shown == Id ? Task.CompletedTask : LoadAsync();

    private Task LoadAsync()
    {
        fillings++;
        return ReadAsync(Id);
    }

    /// <param name="wanted">The one to show; null for a new one.</param>
    /// <param name="saved">What was saved just now; what has been typed since then stays in the form.</param>
    private async Task ReadAsync(Guid? wanted, (int Edits, int Version)? saved = null)
    {
        shown = wanted;
        try
        {
            stored = wanted is { } id ? await Customers.FindAsync(Workspace, id, Closed) : null;
            isMissing = wanted is not null && stored is null;
            if (draft is not null && saved is { } form && form.Edits != edits)
                (draft.Id, draft.Version) = (wanted, form.Version);
            else
                (draft, errors, notice, isStale, isTouched) = (stored is null ? new() : CustomerDraft.From(stored), [], null, false, false);
            invoices = stored is null ? null : await Invoices.LatestAsync(Workspace, stored.Id, InvoicesShown, Closed);
            link = stored is null ? null : await Links.ContactAsync(Workspace, stored.Id, Closed);
            hasFailed = false;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            Log.LoadFailed(Logger, fault);
            hasFailed = true;
        }
    }

    private void Touch() => (isTouched, edits) = (true, edits + 1);

    private async Task SaveAsync()
    {
        if (draft is null)
            return;
        try
        {
            var user = await CurrentUser.GetAsync();
            var before = edits;
            await TellAsync(await Editor.SaveAsync(user.Workspace, draft, CancellationToken.None), before);
        }
        catch (Exception fault) when (fault is not UnauthorizedAccessException)
        {
            Log.SaveFailed(Logger, fault, draft.Id);
            notice = Texts["Editor.NotSaved"];
        }
    }

    private async Task TellAsync(SaveResult result, int before)
    {
        (errors, notice, isStale) = ([], null, result is SaveResult.ChangedMeanwhile);
        switch (result)
        {
            case SaveResult.Saved saved:
                await ShowSavedAsync(saved.Id, (before, saved.Version));
                break;
            case SaveResult.Invalid invalid:
                foreach (var problem in invalid.Problems)
                    errors.TryAdd(problem.Field, Sentences.Of(problem));
                notice = Texts["Editor.Invalid"];
                break;
            case SaveResult.ChangedMeanwhile:
                notice = Texts["Editor.ChangedMeanwhile"];
                break;
            default:
                notice = Texts["Editor.MissingText"];
                break;
        }
    }

    private async Task ShowSavedAsync(Guid id, (int Edits, int Version) saved)
    {
        isTouched = edits != saved.Edits;
        await ReadAsync(id, saved);
        if (Id is null)
            Navigation.NavigateTo($"/customers/{id}", replace: true);
        Toasts.Show(ToastTone.Success, Texts["Editor.Saved", stored?.Name ?? ""], key: $"saved:{id}");
    }

    private async Task DeleteAsync()
    {
        if (stored is not { } customer || !await ConfirmAsync("Delete", customer.Name))
            return;
        var user = await CurrentUser.GetAsync();
        switch (await Editor.DeleteAsync(user.Workspace, customer.Id, CancellationToken.None))
        {
            case DeleteCustomerResult.HasInvoices:
                // Only what hinders it is read: what has been typed stays.
                invoices = await Invoices.LatestAsync(user.Workspace, customer.Id, InvoicesShown, Closed);
                notice = Texts["Delete.HasInvoices", Format.Count(invoices?.Total ?? 0)];
                StateHasChanged();
                break;
            default:
                await Links.ForgetContactAsync(user.Workspace, customer.Id, CancellationToken.None);
                isTouched = false;
                Toasts.Show(ToastTone.Success, Texts["Delete.Done", customer.Name]);
                Navigation.NavigateTo("/customers");
                break;
        }
    }

    private async Task ForgetLinkAsync()
    {
        if (stored is not { } customer || !await ConfirmAsync("Link.Forget", customer.Name))
            return;
        var user = await CurrentUser.GetAsync();
        await Links.ForgetContactAsync(user.Workspace, customer.Id, CancellationToken.None);
        link = await Links.ContactAsync(user.Workspace, customer.Id, Closed);
        Toasts.Show(ToastTone.Success, Texts["Link.Forgotten", customer.Name]);
    }

    private async Task<bool> ConfirmAsync(string what, string name) => await Dialogs.Confirm(
        Texts[$"{what}.Text", name], Texts[$"{what}.Title"],
        new ConfirmOptions { OkButtonText = Texts[$"{what}.Confirm"], CancelButtonText = Texts["Cancel"] }) == true;

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "A customer could not be read.")]
        public static partial void LoadFailed(ILogger logger, Exception fault);

        [LoggerMessage(LogLevel.Error, "Customer {Id} could not be saved.")]
        public static partial void SaveFailed(ILogger logger, Exception fault, Guid? id);
    }
}
