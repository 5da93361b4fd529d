using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Systems.Billy.Settings;
using PennaPay.Billy.Core.Systems.Billy.Sourced;
using PennaPay.Billy.Web.Components.Shared;
using PennaPay.Billy.Web.Resources;
using PennaPay.Billy.Web.Security.Passwords;

namespace PennaPay.Billy.Web.Components.Connections.Sources;

/// <summary>A switch, and what has to be chosen before it can be turned on.</summary>
public sealed partial class PassOnCard
{
    private const string NumberField = nameof(PassOnDraft.Number);
    private const string VatField = nameof(PassOnDraft.Vat);

    private SourcedPushView? view;

    /// <summary>The account that invoices come from.</summary>
    [Parameter, EditorRequired] public Guid Source { get; set; }

    /// <summary>Whether the user may change it.</summary>
    [Parameter] public bool MayManage { get; set; }

    [Inject] public required SourcedPushEditor Editor { get; init; }

    [Inject] public required ConnectionFeed Feed { get; init; }

    [Inject] public required PasswordAgain Password { get; init; }

    [Inject] public required IStringLocalizer<SourceTexts> Texts { get; init; }

    protected override string Subject => "Whether invoices of an account go on";

    private string Name => string.IsNullOrEmpty(view?.Organization) ? "Billy" : view.Organization;

    private IReadOnlyList<Choice> VatChoices =>
        [new("", Texts["PassOn.Vat.Choose"]), .. Enum.GetValues<SourcedVat>().Select(vat => new Choice(vat.ToString(), Texts[$"PassOn.Vat.{vat}"]))];

    protected override async Task OnInitializedAsync()
    {
        await base.OnInitializedAsync();
        Listen(Feed, _ => LoadAsync());
    }

    protected override async Task<Action> ReadAsync()
    {
        var current = await Editor.ViewAsync(Workspace, Source, Closed);
        return () =>
        {
            view = current;
            Show(new(current.IsOn, current.Terms?.Number, current.Terms?.Vat));
        };
    }

    protected override Task<bool> StoreAsync(Actor actor, PassOnDraft draft) => draft.IsOn ? SwitchOnAsync(actor, draft) : SwitchOffAsync(actor);

    private async Task<bool> SwitchOnAsync(Actor actor, PassOnDraft draft)
    {
        if (draft is not { Number: { } number, Vat: { } vat })
            return Refuse(Missing(draft));
        // What goes by itself needs the password, as where that is switched on.
        if (view is { TakesByThemselves: true, IsOn: false } && !await Password.AskAsync())
            return false;
        switch (await Editor.SwitchOnAsync(actor, Source, new(number, vat), CancellationToken.None))
        {
            case SaveSourcedPushResult.NotAllowed:
                return Refuse([KeyValuePair.Create(NumberField, Texts["PassOn.Number.NotAllowed"].Value)]);
            case SaveSourcedPushResult.Saved:
                Toasts.Show(ToastTone.Success, Texts["PassOn.Saved.On"], key: "pass-on");
                return true;
            default:
                return Refuse(Texts["PassOn.Nowhere.Text"]);
        }
    }

    private async Task<bool> SwitchOffAsync(Actor actor)
    {
        await Editor.SwitchOffAsync(actor, Source, CancellationToken.None);
        Toasts.Show(ToastTone.Info, Texts["PassOn.Saved.Off"], Texts["PassOn.Saved.Off.Text"], key: "pass-on");
        return true;
    }

    private IEnumerable<KeyValuePair<string, string>> Missing(PassOnDraft draft)
    {
        if (draft.Number is null)
            yield return new(NumberField, Texts["PassOn.Number.Missing"]);
        if (draft.Vat is null)
            yield return new(VatField, Texts["PassOn.Vat.Missing"]);
    }
}

/// <summary>What the card holds: nothing of it is chosen by itself.</summary>
public sealed record PassOnDraft(bool IsOn, NumberUse? Number, SourcedVat? Vat);
