using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core.Systems.Billy.Postings.Choices;
using PennaPay.Billy.Core.Systems.Billy.Postings.Table;
using PennaPay.Billy.Core.Systems.Billy.Postings.Treatments;
using PennaPay.Billy.Core.Values;
using PennaPay.Billy.Web.Components.Shared;
using PennaPay.Billy.Web.Resources;

namespace PennaPay.Billy.Web.Components.Mapping;

/// <summary>Which of Billy's VAT rulesets each treatment goes to, and whether that gives the invoices their VAT.</summary>
public sealed partial class VatTable
{
    [Parameter, EditorRequired] public MappingForm Form { get; set; } = default!;

    /// <summary>Those that are shown, of <see cref="PostingTable.VatRows"/>.</summary>
    [Parameter, EditorRequired] public IReadOnlyList<VatRow> Rows { get; set; } = [];

    [Parameter] public EventCallback Changed { get; set; }

    [Inject] public required IStringLocalizer<MappingTexts> Texts { get; init; }

    [Inject] public required IStringLocalizer<InvoiceTexts> InvoiceTexts { get; init; }

    private bool HasVat => Form.Table.Books.Vat.HasVat;

    private IReadOnlyList<Choice> RulesetsFor(VatRow row, PostingTarget target)
    {
        var rulesets = Form.Table.Books.Vat.Rulesets
            .Select(ruleset => new Choice(ruleset.Id!, ruleset.Name ?? "", Boxes(row, ruleset.Id!))).OrderBy(ruleset => ruleset.Text, StringComparer.CurrentCulture).ToList();
        Choice[] gone = target.RulesetId is { } chosen && rulesets.All(ruleset => ruleset.Value != chosen) ? [new(chosen, Texts["Vat.Gone"])] : [];
        return [new("", Automatic(row)), .. gone, .. rulesets];
    }

    // What it leads to for the customers that such lines are sold to; nothing where it does not give them their rate.
    private string? Boxes(VatRow row, string ruleset) =>
        row.Uses.Select(use => Form.Table.BoxOf(use, ruleset)).OfType<VatBox>().Distinct().Order().Select(box => Texts[$"Box.{box}"].Value).ToList() switch
        {
            [] => null,
            var boxes => string.Join(", ", boxes),
        };

    private string Empty(VatTreatment treatment) => Form.Table.OwnAccountOf(treatment) is { } own
        ? Texts["Vat.AutomaticTo", $"{own.AccountNo} {own.Name}"]
        : Texts["Vat.DefaultAccount"];

    private string Meaning(VatTreatment treatment) =>
        treatment == VatTreatment.Standard ? Texts["Vat.StandardMeaning"] : InvoiceTexts[$"Vat.{treatment}.Meaning"];

    // Different customers may lead to different rulesets; the uses below the choice tell them apart.
    private string Automatic(VatRow row) =>
        row.Uses.Select(use => Form.Table.RulesetFor(use, null)?.Name).OfType<string>().Distinct().ToList() switch
        {
            [] => Texts["Vat.Automatic"],
            [var only] => Texts["Vat.AutomaticTo", only],
            _ => Texts["Vat.AutomaticByCustomer"],
        };

    private Task ChooseAsync(VatTreatment treatment, PostingTarget target)
    {
        Form.Choose(treatment, target);
        return Changed.InvokeAsync();
    }
}
