using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Products;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Web.Components.Shared;
using PennaPay.Billy.Web.Resources;
using Radzen;

namespace PennaPay.Billy.Web.Components.Products;

/// <summary>One product: written, changed, deleted, and which products in Billy its lines land on.</summary>
public sealed partial class ProductEditorPage
{
    private readonly InputProblems inputs = new();
    private Dictionary<string, string> errors = [];
    private ProductDraft? draft;
    private Product? stored;
    private IReadOnlyList<ProductLink> links = [];
    private string? notice;
    private bool isTouched, isStale, isMissing, hasFailed;
    private Guid? shown;
    private int edits, fillings, lines;

    [Inject] public required ProductList Products { get; init; }

    [Inject] public required ProductEditor Editor { get; init; }

    [Inject] public required RecordLinks Links { get; init; }

    [Inject] public required Toasts Toasts { get; init; }

    [Inject] public required DialogService Dialogs { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    [Inject] public required ProblemSentences Sentences { get; init; }

    [Inject] public required IStringLocalizer<ProductTexts> Texts { get; init; }

    [Inject] public required ILogger<ProductEditorPage> Logger { get; init; }

    /// <summary>Null for a new product.</summary>
    [Parameter] public Guid? Id { get; set; }

    private string Title => stored?.Name ?? (Id is null ? Texts["Editor.New"] : Texts["Editor.Product"]);

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
            stored = wanted is { } id ? await Products.FindAsync(Workspace, id, Closed) : null;
            isMissing = wanted is not null && stored is null;
            if (draft is not null && saved is { } form && form.Edits != edits)
                (draft.Id, draft.Version) = (wanted, form.Version);
            else
                (draft, errors, notice, isStale, isTouched) = (stored is null ? new() : ProductDraft.From(stored), [], null, false, false);
            lines = stored is null ? 0 : await Products.CountLinesAsync(Workspace, stored.Id, Closed);
            links = stored is null ? [] : await Links.ProductsAsync(Workspace, stored.AccountCode, stored.Vat, Closed);
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
        notice = inputs.Any ? Texts["Editor.Unreadable"].Value : null;
        if (draft is null || inputs.Any)
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
            Navigation.NavigateTo($"/products/{id}", replace: true);
        Toasts.Show(ToastTone.Success, Texts["Editor.Saved", stored?.Name ?? ""], key: $"saved:{id}");
    }

    private async Task DeleteAsync()
    {
        if (stored is not { } product || !await ConfirmAsync(product.Name))
            return;
        var user = await CurrentUser.GetAsync();
        await Editor.DeleteAsync(user.Workspace, product.Id, CancellationToken.None);
        isTouched = false;
        Toasts.Show(ToastTone.Success, Texts["Delete.Done", product.Name]);
        Navigation.NavigateTo("/products");
    }

    private async Task<bool> ConfirmAsync(string name) => await Dialogs.Confirm(
        Texts["Delete.Text", name], Texts["Delete.Title"],
        new ConfirmOptions { OkButtonText = Texts["Delete.Confirm"], CancelButtonText = Texts["Cancel"] }) == true;

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "A product could not be read.")]
        public static partial void LoadFailed(ILogger logger, Exception fault);

        [LoggerMessage(LogLevel.Error, "Product {Id} could not be saved.")]
        public static partial void SaveFailed(ILogger logger, Exception fault, Guid? id);
    }
}
