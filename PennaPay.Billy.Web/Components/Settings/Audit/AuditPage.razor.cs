using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Audit;
using PennaPay.Billy.Web.Components.Shared;
using PennaPay.Billy.Web.Resources;

namespace PennaPay.Billy.Web.Components.Settings.Audit;

/// <summary>Settings → Audit: who did what, newest first.</summary>
public sealed partial class AuditPage() : ListPage<AuditView>(AuditView.All)
{
    private PageOf<AuditRow>? page;
    private IReadOnlyList<(Guid Id, string Email)> people = [];
    private bool isRefused;

    [Inject] public required AuditLog Audit { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    [Inject] public required IStringLocalizer<AuditTexts> Texts { get; init; }

    [SupplyParameterFromQuery(Name = "topic")] public string? Topic { get; set; }

    [SupplyParameterFromQuery(Name = "who")] public string? Who { get; set; }

    [SupplyParameterFromQuery(Name = "result")] public string? Result { get; set; }

    [SupplyParameterFromQuery(Name = "from")] public string? From { get; set; }

    [SupplyParameterFromQuery(Name = "to")] public string? To { get; set; }

    protected override AuditView ReadAddress() => AuditView.Read(Topic, Who, Result, From, To, PageNumber);

    protected override async Task<Action> ReadAsync()
    {
        var actor = (await CurrentUser.GetAsync()).Actor;
        if (!actor.May(Permission.ReadAudit))
            return () => isRefused = true;
        var shown = await Audit.PageAsync(actor, View.Query, Closed);
        var known = await Audit.PeopleAsync(actor.Workspace, Closed);
        return () => (page, people) = (shown, known);
    }

    private void Show(AuditView next, bool replace = false) => Navigation.NavigateTo((next with { Page = 1 }).Href, replace: replace);
}
