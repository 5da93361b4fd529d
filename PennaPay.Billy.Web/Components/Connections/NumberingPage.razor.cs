using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Records.Invoices.Editing;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Core.Systems.Billy.Settings;
using PennaPay.Billy.Web.Components.Shared;
using PennaPay.Billy.Web.Resources;
using PennaPay.Billy.Web.Security;

namespace PennaPay.Billy.Web.Components.Connections;

/// <summary>Settings → Numbering: what PennaPay's invoice number becomes in Billy.</summary>
public sealed partial class NumberingPage
{
    private ConnectionView? view;
    private NumberUse chosen;
    private string number = "";
    private string? refusal;
    private bool hasFailed, isSaving, isNotSaved;

    [Inject] public required BillyConnector Connector { get; init; }

    [Inject] public required NumberingEditor Editor { get; init; }

    [Inject] public required InvoiceEditor Invoices { get; init; }

    [Inject] public required ConnectionFeed Feed { get; init; }

    [Inject] public required Toasts Toasts { get; init; }

    [Inject] public required IStringLocalizer<SettingsTexts> Texts { get; init; }

    [Inject] public required ILogger<NumberingPage> Logger { get; init; }

    protected override async Task OnInitializedAsync()
    {
        await base.OnInitializedAsync();
        Listen(Feed, _ => LoadAsync());
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        try
        {
            if (number.Length == 0)
                number = await Invoices.NextNumberAsync(Workspace, Closed);
            await ReadAsync();
            hasFailed = false;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            Log.LoadFailed(Logger, fault);
            hasFailed = view is null;
        }

        StateHasChanged();
    }

    private async Task ReadAsync()
    {
        var before = view;
        view = await Connector.ViewAsync(Workspace, Closed);
        // What is being chosen stays when the connection changes in another way.
        if (before is null || (before.NumberUse, before.NumberingMode) != (view.NumberUse, view.NumberingMode))
            chosen = Numbering.UseIn(view.NumberingMode, view.NumberUse);
    }

    private string? WhyNot(NumberUse use) =>
        Numbering.Allows(view!.NumberingMode, use) ? null : Texts["Use.NotAllowed"].Value;

    private async Task SaveAsync()
    {
        if (isSaving)
            return;
        (isSaving, refusal, isNotSaved) = (true, null, false);
        try
        {
            var user = await CurrentUser.GetAsync();
            switch (await Editor.SaveAsync(user.Actor, chosen, CancellationToken.None))
            {
                case SaveNumberingResult.Saved:
                    Toasts.Show(ToastTone.Success, Texts["Numbering.Saved"], Texts["Numbering.SavedText"], key: "settings");
                    break;
                case SaveNumberingResult.NotConnected:
                    refusal = Texts["Numbering.NotConnectedText"];
                    break;
                case SaveNumberingResult.NotAllowed:
                    refusal = Texts["Use.NotAllowed"];
                    break;
            }
        }
        catch (Exception fault) when (fault is not (OperationCanceledException or UnauthorizedAccessException))
        {
            Log.SaveFailed(Logger, fault);
            isNotSaved = true;
        }
        finally
        {
            isSaving = false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "How invoices are numbered could not be read.")]
        public static partial void LoadFailed(ILogger logger, Exception fault);

        [LoggerMessage(LogLevel.Error, "How invoices are numbered could not be saved.")]
        public static partial void SaveFailed(ILogger logger, Exception fault);
    }
}
