using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core.Records.Companies;
using PennaPay.Billy.Web.Resources;
using PennaPay.Billy.Web.Security;

namespace PennaPay.Billy.Web.Components.Layout;

/// <summary>Above every page: whose books these are, whether the connected system can be reached, and the user's own menu.</summary>
public sealed partial class TopBar
{
    private string? company, email;

    [Inject] public required CompanyEditor Companies { get; init; }

    [Inject] public required CompanyFeed Feed { get; init; }

    [Inject] public required IStringLocalizer<LayoutTexts> Texts { get; init; }

    [Inject] public required ILogger<TopBar> Logger { get; init; }

    protected override async Task OnInitializedAsync()
    {
        await base.OnInitializedAsync();
        email = (await CurrentUser.GetAsync()).Email;
        Listen(Feed, _ => ReloadAsync());
        await ReloadAsync();
    }

    private async Task ReloadAsync()
    {
        try
        {
            company = (await Companies.FindAsync(Workspace, Closed)).Name;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // The bar stands outside of what shows a page's faults; the name that it has is worth more than no page.
            Log.LoadFailed(Logger, fault);
        }

        StateHasChanged();
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "The company's name could not be read.")]
        public static partial void LoadFailed(ILogger logger, Exception fault);
    }
}
