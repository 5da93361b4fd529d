using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Records.CustomFields;
using PennaPay.Billy.Web.Components.Shared;
using PennaPay.Billy.Web.Resources;
using Radzen;

namespace PennaPay.Billy.Web.Components.Settings.Fields;

/// <summary>Settings → Custom fields: what customers and products have besides what all have.</summary>
public sealed partial class CustomFieldsPage
{
    public const string Path = "/settings/fields";

    private IReadOnlyList<CustomField>? fields;
    private bool hasFailed, mayChange;

    [Inject] public required CustomFieldList List { get; init; }

    [Inject] public required CustomFieldEditor Editor { get; init; }

    [Inject] public required DialogService Dialogs { get; init; }

    [Inject] public required Toasts Toasts { get; init; }

    [Inject] public required ILogger<CustomFieldsPage> Logger { get; init; }

    [Inject] public required IStringLocalizer<CustomFieldTexts> Texts { get; init; }

    protected override async Task OnInitializedAsync()
    {
        await base.OnInitializedAsync();
        mayChange = (await CurrentUser.GetAsync()).Actor.May(Permission.EditCompany);
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        try
        {
            fields = await List.AllAsync(Workspace, Closed);
            hasFailed = false;
        }
        catch (OperationCanceledException) when (Closed.IsCancellationRequested)
        {
            // The user went on to another page.
        }
        catch (Exception fault)
        {
            Log.LoadFailed(Logger, fault);
            hasFailed = true;
        }

        StateHasChanged();
    }

    /// <summary>Adds a field, or changes one.</summary>
    private async Task EditAsync(CustomFieldForm form)
    {
        string title = form.Id is null ? Texts[$"Add.{form.Record}"] : Texts["Change", form.Name ?? ""];
        object? saved = await Dialogs.OpenAsync<CustomFieldDialog>(
            title, new() { [nameof(CustomFieldDialog.Form)] = form },
            new DialogOptions { Width = "min(480px, calc(100vw - 32px))", AutoFocusFirstElement = true });
        await LoadAsync();
        if (saved is true)
            Toasts.Show(ToastTone.Success, Texts["Saved", form.Name?.Trim() ?? ""], key: "fields");
    }

    private async Task MoveAsync(CustomField field, bool isUp)
    {
        await Editor.MoveAsync((await CurrentUser.GetAsync()).Actor, field.Id, isUp, CancellationToken.None);
        await LoadAsync();
    }

    private async Task RemoveAsync(CustomField field)
    {
        var count = await List.CountValuesAsync(Workspace, field, Closed);
        string text = count == 0 ? Texts["Remove.Text", field.Name]
            : Texts[count == 1 ? $"Remove.Text.{field.Record}.One" : $"Remove.Text.{field.Record}", field.Name, Format.Count(count)];
        var options = new ConfirmOptions { OkButtonText = Texts["Remove.Confirm"], CancelButtonText = Texts["Cancel"] };
        if (await Dialogs.Confirm(text, Texts["Remove.Title"], options) != true)
            return;
        await Editor.RemoveAsync((await CurrentUser.GetAsync()).Actor, field.Id, CancellationToken.None);
        await LoadAsync();
        Toasts.Show(ToastTone.Success, Texts["Removed", field.Name], key: "fields");
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "The custom fields could not be read.")]
        public static partial void LoadFailed(ILogger logger, Exception fault);
    }
}
