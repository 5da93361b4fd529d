using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Audit;
using PennaPay.Billy.Web.Resources;

namespace PennaPay.Billy.Web.Components.Settings.Audit;

/// <summary>Settings → Audit: who did what, newest first.</summary>
public sealed partial class AuditPage
{
    private PageOf<AuditRow>? page;
    private IReadOnlyList<(Guid Id, string Email)> people = [];
    private AuditView view = AuditView.All;
    private int loads;
    private bool hasFailed;
    private bool isRefused;

    [Inject] public required AuditLog Audit { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    [Inject] public required IStringLocalizer<AuditTexts> Texts { get; init; }

    [Inject] public required ILogger<AuditPage> Logger { get; init; }

    [SupplyParameterFromQuery(Name = "topic")] public string? Topic { get; set; }

    [SupplyParameterFromQuery(Name = "who")] public string? Who { get; set; }

    [SupplyParameterFromQuery(Name = "result")] public string? Result { get; set; }

    [SupplyParameterFromQuery(Name = "from")] public string? From { get; set; }

    [SupplyParameterFromQuery(Name = "to")] public string? To { get; set; }

    [SupplyParameterFromQuery(Name = "page")] public int? PageNumber { get; set; }

    protected override Task OnParametersSetAsync()
    {
        view = AuditView.Read(Topic, Who, Result, From, To, PageNumber);
        return LoadAsync();
    }

    private void Show(AuditView next, bool replace = false) => Navigation.NavigateTo((next with { Page = 1 }).Href, replace: replace);

    private async Task LoadAsync()
    {
        var load = ++loads;
        try
        {
            var actor = (await CurrentUser.GetAsync()).Actor;
            if (!actor.May(Permission.ReadAudit))
            {
                isRefused = true;
                return;
            }

            var shown = await Audit.PageAsync(actor, view.Query, Closed);
            var known = await Audit.PeopleAsync(actor.Workspace, Closed);
            if (load == loads)
                (page, people, hasFailed) = (shown, known, false);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            Log.LoadFailed(Logger, fault);
            hasFailed = true;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "The audit could not be read.")]
        public static partial void LoadFailed(ILogger logger, Exception fault);
    }
}
