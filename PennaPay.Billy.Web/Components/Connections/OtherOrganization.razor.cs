using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Records.Companies;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Web.Resources;

namespace PennaPay.Billy.Web.Components.Connections;

/// <summary>Warns when the connected organisation has another CVR number than the company; shows nothing otherwise.</summary>
public sealed partial class OtherOrganization
{
    private Company? company;
    private ConnectionView? view;

    /// <summary>Where the warning stands; it leads to the other place.</summary>
    public enum Place
    {
        Connection,
        Company,
    }

    [Parameter] public Place From { get; set; }

    [Inject] public required CompanyEditor Companies { get; init; }

    [Inject] public required CompanyFeed CompanyFeed { get; init; }

    [Inject] public required BillyConnector Connector { get; init; }

    [Inject] public required ConnectionFeed ConnectionFeed { get; init; }

    [Inject] public required IStringLocalizer<ConnectionTexts> Texts { get; init; }

    private bool IsAnother =>
        view is { Status: not ConnectionStatus.NotConnected } && company is not null && Company.IsAnother(company.RegistrationNo, view.RegistrationNo);

    protected override async Task OnInitializedAsync()
    {
        await base.OnInitializedAsync();
        Listen(CompanyFeed, _ => ReloadAsync());
        Listen(ConnectionFeed, _ => ReloadAsync());
        await ReloadAsync();
    }

    private async Task ReloadAsync()
    {
        (company, view) = (await Companies.FindAsync(Workspace, Closed), await Connector.ViewAsync(Workspace, Closed));
        StateHasChanged();
    }
}
