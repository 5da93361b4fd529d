using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Sync.Sources.Pushing;
using PennaPay.Billy.Core.Sync.Sources.Ways;
using PennaPay.Billy.Core.Systems.Billit.Terms;
using PennaPay.Billy.Web.Components.Shared;
using PennaPay.Billy.Web.Resources;
using PennaPay.Billy.Web.Security.Passwords;

namespace PennaPay.Billy.Web.Components.Orders;

/// <summary>As what a shop's orders go to a company, each choice with an example of the shop's latest order.</summary>
public sealed partial class OrderSettingsPage
{
    private IReadOnlyList<Connection> companies = [];
    private Connection? shop;
    private TermsView? view;
    private OrderExample? example;
    private Guid? chosen;
    private bool isRead;

    [SupplyParameterFromQuery(Name = "shop")] public string? Shop { get; set; }

    [Inject] public required ShopPairs Pairs { get; init; }

    [Inject] public required TermsEditor Editor { get; init; }

    [Inject] public required InvoiceWays Ways { get; init; }

    [Inject] public required InvoiceDetails Invoices { get; init; }

    [Inject] public required OrderWords Words { get; init; }

    [Inject] public required PasswordAgain Password { get; init; }

    [Inject] public required IStringLocalizer<OrderTexts> Texts { get; init; }

    protected override string Subject => "As what orders go to a company";

    private IReadOnlyList<Choice> CompanyChoices => [.. companies.Select(company => new Choice(company.Id.ToString(), Words.Name(company)))];

    private string? Lines => example is null ? null : Format.Count(example.Lines);

    private string? Groups => example is null ? null : Format.Count(example.Groups);

    protected override async Task<Action> ReadAsync()
    {
        var pairs = await Pairs.AllAsync(Workspace, Closed);
        var pair = pairs.FirstOrDefault(one => Guid.TryParse(Shop, out var id) ? one.Shop.Id == id : one.IsOn) ?? (pairs.Count > 0 ? pairs[0] : null);
        var all = await Pairs.CompaniesAsync(Workspace, Closed);
        var company = all.FirstOrDefault(one => one.Id == (chosen ?? pair?.Company?.Id)) ?? (all.Count > 0 ? all[0] : null);
        if (pair is null || company is null)
            return () => (shop, companies, isRead) = (pair?.Shop, all, true);
        var current = await Editor.ViewAsync(Workspace, pair.Shop.Id, company.Id, Closed);
        var latest = await ExampleAsync(pair.Shop.Id, company.Id);
        return () =>
        {
            (shop, companies, view, example, isRead) = (pair.Shop, all, current, latest, true);
            Show(new(company.Id, current.Terms, current.IsOn ? current.Steps.GoesByItself : true, current.IsOn ? current.Steps.TellsPayments : true, current.Terms.AutomaticSendingIsOff is not null));
        };
    }

    protected override async Task<bool> StoreAsync(Actor actor, OrderDraft draft)
    {
        // What goes by itself needs the password, as where that is switched on elsewhere.
        var isMore = draft.GoesByItself
            && (view is not { IsOn: true, Steps.GoesByItself: true } || draft.Terms.Sending != Sending.None && view is not { IsOn: true, Steps.IsSentOn: true });
        if (isMore && !await Password.AskAsync())
            return false;
        switch (await Editor.SaveAsync(
            actor, shop!.Id, draft.Company, draft.Terms, new(draft.GoesByItself, IsSentOn: false, draft.TellsPayments), draft.Confirms && draft.Terms.AutomaticSendingIsOff is null, CancellationToken.None))
        {
            case SaveTermsResult.Saved:
                Toasts.Show(ToastTone.Success, Texts["Set.Saved"], key: "orders");
                return true;
            case SaveTermsResult.Invalid invalid:
                return Refuse(invalid.Problems.Select(problem => KeyValuePair.Create(problem.Field, Texts[$"Problem.{problem.Code}"].Value)));
            case SaveTermsResult.Failed failed:
                return Refuse(failed.Failure);
            default:
                return Refuse(Texts["Set.Nothing.Text"]);
        }
    }

    private void Set(BillitTerms terms) => Change(Draft! with { Terms = terms });

    private async Task ChooseCompanyAsync(string company)
    {
        if (!Guid.TryParse(company, out var id))
            return;
        chosen = id;
        Change(Draft! with { Company = id });
        view = await Editor.ViewAsync(Workspace, shop!.Id, id, Closed);
    }

    private async Task SwitchOffAsync()
    {
        await Editor.SwitchOffAsync((await CurrentUser.GetAsync()).Actor, shop!.Id, Draft!.Company, CancellationToken.None);
        Toasts.Show(ToastTone.Info, Texts["Set.SwitchedOff"], Texts["Set.SwitchedOff.Text"], key: "orders");
        BeginAnew();
        await LoadAsync();
    }

    // Those that something was chosen for, and those that lines came with and nobody has.
    private IReadOnlyList<VatRow> Rows(OrderDraft draft) =>
    [
        .. draft.Terms.Vat.Select(row => new VatRow(row.Code, row)),
        .. (view?.Unmapped ?? []).Where(code => draft.Terms.Of(code) is null).Select(code => new VatRow(code, null)),
    ];

    private void ChangeRow(VatRow row)
    {
        var others = Draft!.Terms.Vat.Where(one => one.Code != row.Code).ToList();
        var place = Draft.Terms.Vat.ToList().FindIndex(one => one.Code == row.Code);
        if (row.Becomes is { } becomes)
            others.Insert(place < 0 ? others.Count : place, becomes);
        Set(Draft.Terms with { Vat = others });
    }

    private Dictionary<string, string> VatErrors(OrderDraft draft) =>
        draft.Terms.Vat.Index().Select(row => (row.Item.Code, Error: Error($"Vat[{row.Index}]"))).Where(row => row.Error is not null).DistinctBy(row => row.Code)
            .ToDictionary(row => row.Code, row => row.Error!);

    // Nothing is made up where the shop has no order yet.
    private string Example(string key, params string?[] values) => example is null || values.Any(string.IsNullOrEmpty) ? "" : Texts[key, [.. values.OfType<object>()]];

    private async Task<OrderExample?> ExampleAsync(Guid source, Guid company)
    {
        var latest = await Ways.PageAsync(Workspace, source, company, new() { Take = 1 }, Closed);
        return latest.Rows is [var row] && await Invoices.FindAsync(Workspace, row.InvoiceId, Closed) is { } invoice
            ? new(
                invoice.Number, row.SourceId, invoice.CustomerName, invoice.Customer.Email, invoice.Lines.Count,
                invoice.Lines.Select(line => (line.VatCode, line.AccountCode)).Distinct().Count())
            : null;
    }
}

/// <summary>What the form holds.</summary>
/// <param name="Company">Where the orders go.</param>
/// <param name="Terms">As what.</param>
/// <param name="GoesByItself">Whether those that come from now on go by themselves.</param>
/// <param name="TellsPayments">Whether the shop is told of what is paid.</param>
/// <param name="Confirms">Whether somebody says that the other side sends nothing by itself.</param>
public sealed record OrderDraft(Guid Company, BillitTerms Terms, bool GoesByItself, bool TellsPayments, bool Confirms);

/// <summary>The shop's latest order, to explain choices by.</summary>
internal sealed record OrderExample(string Number, string OrderNumber, string CustomerName, string? Email, int Lines, int Groups);

/// <summary>What a VAT code becomes; nothing while nobody has chosen.</summary>
public sealed record VatRow(string Code, VatMapping? Becomes);
