using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Records.Invoices.Editing;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Core.Systems.Billy.Settings;
using PennaPay.Billy.Web.Components.Shared;
using PennaPay.Billy.Web.Resources;

namespace PennaPay.Billy.Web.Components.Connections;

/// <summary>Settings → Numbering: what PennaPay's invoice number becomes in Billy.</summary>
public sealed partial class NumberingPage
{
    private ConnectionView? view;
    private string? number;

    [Inject] public required BillyConnector Connector { get; init; }

    [Inject] public required NumberingEditor Editor { get; init; }

    [Inject] public required InvoiceEditor Invoices { get; init; }

    [Inject] public required ConnectionFeed Feed { get; init; }

    [Inject] public required IStringLocalizer<SettingsTexts> Texts { get; init; }

    protected override string Subject => "How invoices are numbered";

    protected override async Task OnInitializedAsync()
    {
        await base.OnInitializedAsync();
        Listen(Feed, _ => LoadAsync());
    }

    protected override async Task<Action> ReadAsync()
    {
        number ??= await Invoices.NextNumberAsync(Workspace, Closed);
        var current = await Connector.ViewAsync(Workspace, Closed);
        return () =>
        {
            view = current;
            // What is being chosen stays when the connection changes, unless it is not to be had any more.
            if (current.Status == ConnectionStatus.NotConnected || !Numbering.Allows(current.NumberingMode, Draft))
                BeginAnew();
            Show(Numbering.UseIn(current.NumberingMode, current.NumberUse));
        };
    }

    protected override async Task<bool> StoreAsync(Actor actor, NumberUse draft)
    {
        switch (await Editor.SaveAsync(actor, draft, CancellationToken.None))
        {
            case SaveNumberingResult.NotConnected:
                return Refuse(Texts["Numbering.NotConnectedText"]);
            case SaveNumberingResult.NotAllowed:
                return Refuse(Texts["Use.NotAllowed"]);
            default:
                Toasts.Show(ToastTone.Success, Texts["Numbering.Saved"], Texts["Numbering.SavedText"], key: "settings");
                return true;
        }
    }

    private string? WhyNot(NumberUse use) =>
        Numbering.Allows(view!.NumberingMode, use) ? null : Texts["Use.NotAllowed"].Value;
}
