using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Push.Preview;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Web.Components.Push;
using PennaPay.Billy.Web.Resources;

namespace PennaPay.Billy.Web.Components.Preview;

/// <summary>
/// What the books will get of a stored invoice, beside what they got last. Asks there only once it is opened, so that the editor
/// stays quick and nobody's rate limit pays for what nobody looks at.
/// </summary>
public sealed partial class DraftPreview
{
    private PreviewResult? result;
    private (Guid?, int, CopyState)? shown;
    private bool isOpen, hasFailed;
    private int loads;

    [Inject] public required PushPreview Previews { get; init; }

    [Inject] public required ConnectionFeed Feed { get; init; }

    [Inject] public required PushWords Words { get; init; }

    [Inject] public required IStringLocalizer<PreviewTexts> Texts { get; init; }

    [Inject] public required ILogger<DraftPreview> Logger { get; init; }

    /// <summary>Null while the invoice was never saved.</summary>
    [Parameter] public Guid? InvoiceId { get; set; }

    /// <summary>The stored version; another one is read anew.</summary>
    [Parameter] public int Version { get; set; }

    [Parameter] public CopyState State { get; set; }

    /// <summary>Whether the form holds what is not stored.</summary>
    [Parameter] public bool IsTouched { get; set; }

    private bool HasUnsaved => IsTouched || InvoiceId is null;

    protected override async Task OnInitializedAsync()
    {
        await base.OnInitializedAsync();
        // Accounts and VAT may have been chosen in another window, or another account connected.
        ListenSoon(Feed, LoadAsync, _ => isOpen);
    }

    protected override Task OnParametersSetAsync() =>
        isOpen && shown != (InvoiceId, Version, State) ? LoadAsync() : Task.CompletedTask;

    private Task ToggleAsync()
    {
        isOpen = !isOpen;
        return isOpen ? LoadAsync() : Task.CompletedTask;
    }

    private async Task LoadAsync()
    {
        shown = (InvoiceId, Version, State);
        var current = ++loads;
        if (InvoiceId is not { } invoice)
            return;
        try
        {
            var loaded = await Previews.OfAsync(Workspace, invoice, Closed);
            if (current == loads)
                (result, hasFailed) = (loaded, false);
        }
        catch (OperationCanceledException) when (Closed.IsCancellationRequested)
        {
            // The user went on to another page.
        }
        catch (Exception fault)
        {
            Log.LoadFailed(Logger, fault, invoice);
            hasFailed = true;
        }

        StateHasChanged();
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Invoice {Invoice} could not be previewed.")]
        public static partial void LoadFailed(ILogger logger, Exception fault, Guid invoice);
    }
}
