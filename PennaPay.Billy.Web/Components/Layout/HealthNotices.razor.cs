using Microsoft.AspNetCore.Components;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Health;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Web.Security;

namespace PennaPay.Billy.Web.Components.Layout;

/// <summary>Shows owners why the program is not ready, as long as it is not, and leads every open page to the one that tells of damage.</summary>
public sealed partial class HealthNotices
{
    private IReadOnlyList<HealthProblem> shown = [];

    [Inject] public required ProgramHealth Health { get; init; }

    [Inject] public required DatabaseDamage Damage { get; init; }

    [Inject] public required CurrentUser CurrentUser { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    [Inject] public required ILogger<HealthNotices> Logger { get; init; }

    public void Dispose() => Health.Changed -= OnChanged;

    protected override Task OnInitializedAsync()
    {
        Health.Changed += OnChanged;
        return ShowAsync();
    }

    private void OnChanged() => _ = InvokeAsync(async () =>
    {
        await ShowAsync();
        StateHasChanged();
    });

    private async Task ShowAsync()
    {
        if (Damage.IsKnown)
        {
            // From the server anew, which answers with the page that needs no database.
            Navigation.NavigateTo(Navigation.Uri, forceLoad: true);
            return;
        }

        try
        {
            shown = Health.Problems.Count == 0 ? [] : OfOwner((await CurrentUser.GetAsync()).Actor);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // It stands outside of what shows a page's faults; the page is worth more than the notice.
            Log.ShowFailed(Logger, fault);
        }
    }

    private IReadOnlyList<HealthProblem> OfOwner(Actor actor) => actor.May(Permission.EditCompany)
        // Of a clock that was set a notice of its own tells everybody, and for longer.
        ? [.. Health.Problems.Where(problem =>
            (problem.Workspace is null || problem.Workspace == actor.Workspace) && problem.Failure.Code != FailureCodes.ClockJumped)]
        : [];

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Why the program is not ready could not be shown.")]
        public static partial void ShowFailed(ILogger logger, Exception fault);
    }
}
