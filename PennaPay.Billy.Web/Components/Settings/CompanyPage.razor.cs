using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Records.Companies;
using PennaPay.Billy.Web.Components.Shared;
using PennaPay.Billy.Web.Resources;

namespace PennaPay.Billy.Web.Components.Settings;

/// <summary>Settings → Company: who the user is, and what new invoices begin with.</summary>
public sealed partial class CompanyPage
{
    [Inject] public required CompanyEditor Editor { get; init; }

    [Inject] public required IStringLocalizer<SettingsTexts> Texts { get; init; }

    protected override string Subject => "The company";

    protected override async Task<Action> ReadAsync()
    {
        var company = await Editor.FindAsync(Workspace, Closed);
        return () => Show(company);
    }

    protected override async Task<bool> StoreAsync(Actor actor, Company draft)
    {
        if (await Editor.SaveAsync(actor, draft, CancellationToken.None) is SaveCompanyResult.Invalid { Problems: var problems })
            return Refuse(problems.Select(problem => KeyValuePair.Create(problem.Field, Texts[problem.Code, problem.Args].Value)));
        Toasts.Show(ToastTone.Success, Texts["Company.Saved"], key: "settings");
        return true;
    }

    private Reading<int> ReadDays(string text) =>
        string.IsNullOrWhiteSpace(text) ? new(null)
        : int.TryParse(text, NumberStyles.None | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var days) ? new(days)
        : new(null, Texts["company_terms_invalid", CompanyRules.MaxTermsDays]);
}
