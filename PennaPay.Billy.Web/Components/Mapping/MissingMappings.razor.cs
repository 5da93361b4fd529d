using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Systems.Billy.Postings.Table;
using PennaPay.Billy.Core.Values;
using PennaPay.Billy.Web.Resources;

namespace PennaPay.Billy.Web.Components.Mapping;

/// <summary>What invoices that wait lack of accounts and VAT. What was chosen stays in sight until the page is left.</summary>
public sealed partial class MissingMappings
{
    private readonly HashSet<string> codes = [];
    private readonly HashSet<VatTreatment> treatments = [];
    private bool lacksDefault, isSaved;

    /// <summary>What leads on once something is chosen; without it the next run does so by itself.</summary>
    [Parameter] public RenderFragment? Next { get; set; }

    /// <summary>Told that something was stored.</summary>
    [Parameter] public EventCallback Filled { get; set; }

    [Inject] public required IStringLocalizer<InvoiceTexts> InvoiceTexts { get; init; }

    [Inject] public required IStringLocalizer<PushTexts> PushTexts { get; init; }

    private bool MayChoose { get; set; }

    // As it is stored.
    private bool IsComplete => Draft is not null && Missing(Draft.Table) is { Codes: [], Treatments: [], Default: false };

    protected override async Task OnInitializedAsync()
    {
        await base.OnInitializedAsync();
        MayChoose = (await CurrentUser.GetAsync()).Actor.May(Permission.ManageMappings);
    }

    protected override async Task<Action> ReadAsync()
    {
        var show = await base.ReadAsync();
        return () =>
        {
            show();
            if (Draft is null)
                return;
            var missing = Missing(Draft.Table);
            codes.UnionWith(missing.Codes);
            treatments.UnionWith(missing.Treatments);
            lacksDefault |= missing.Default;
        };
    }

    protected override async Task<bool> StoreAsync(Actor actor, MappingForm draft)
    {
        if (!await base.StoreAsync(actor, draft))
            return false;
        isSaved = true;
        await Filled.InvokeAsync();
        return true;
    }

    // Said beside the choices, with what leads on.
    protected override void Tell()
    {
    }

    private IEnumerable<string> Names(PostingTable table)
    {
        var missing = Missing(table);
        return
        [
            .. missing.Default ? [Texts["Accounts.Default"].Value] : Array.Empty<string>(),
            .. missing.Codes.Select(code => Texts["Missing.Account", code].Value),
            .. missing.Treatments.Select(treatment => Texts["Missing.Vat", InvoiceTexts[$"Vat.{treatment}"]].Value),
        ];
    }

    private static (IReadOnlyList<string> Codes, IReadOnlyList<VatTreatment> Treatments, bool Default) Missing(PostingTable table)
    {
        var stored = new MappingForm(table);
        return (
            [.. table.AccountRows.Where(row => row.Waiting > 0 && stored.Blocks(row.Code)).Select(row => row.Code)],
            [
                .. table.VatRows.Where(row => row.Uses.Any(use => use.Waiting > 0 && (stored.HasClosedAccount(row.Treatment) || !stored.Passes(use)))).Select(row => row.Treatment),
            ],
            table is { DefaultAccountCode: null, DefaultAccount: null, WithoutCode.Waiting: > 0 });
    }
}
