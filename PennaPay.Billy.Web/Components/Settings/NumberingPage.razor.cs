using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core.Connection;
using PennaPay.Billy.Core.Invoices;
using PennaPay.Billy.Web.Components.Shared;
using PennaPay.Billy.Web.Resources;

namespace PennaPay.Billy.Web.Components.Settings;

/// <summary>Settings → Numbering: what PennaPay's invoice number becomes in Billy.</summary>
public sealed partial class NumberingPage
{
    private ConnectionView? view;
    private NumberUse chosen;
    private string number = "";
    private string? refusal;
    private bool isSaving;

    [Inject] public required Connector Connector { get; init; }

    [Inject] public required NumberingEditor Editor { get; init; }

    [Inject] public required InvoiceEditor Invoices { get; init; }

    [Inject] public required ConnectionFeed Feed { get; init; }

    [Inject] public required Toasts Toasts { get; init; }

    [Inject] public required IStringLocalizer<SettingsTexts> Texts { get; init; }

    protected override async Task OnInitializedAsync()
    {
        await base.OnInitializedAsync();
        number = await Invoices.NextNumberAsync(Workspace, Closed);
        Listen(Feed, _ => ReloadAsync());
        await ReloadAsync();
    }

    private async Task ReloadAsync()
    {
        var before = view;
        view = await Connector.ViewAsync(Workspace, Closed);
        // What is being chosen stays when the connection changes in another way.
        if (before is null || (before.NumberUse, before.NumberingMode) != (view.NumberUse, view.NumberingMode))
            chosen = Numbering.UseIn(view.NumberingMode, view.NumberUse);
        StateHasChanged();
    }

    private string? WhyNot(NumberUse use) =>
        Numbering.Allows(view!.NumberingMode, use) ? null : Texts["Use.NotAllowed"].Value;

    private async Task SaveAsync()
    {
        if (isSaving)
            return;
        (isSaving, refusal) = (true, null);
        try
        {
            var user = await CurrentUser.GetAsync();
            switch (await Editor.SaveAsync(user.Workspace, chosen, CancellationToken.None))
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
        finally
        {
            isSaving = false;
        }
    }
}
