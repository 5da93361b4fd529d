using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core.Access.Refusals;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Sync.Sources;
using PennaPay.Billy.Web.Components.Connections;
using PennaPay.Billy.Web.Components.Shared;
using PennaPay.Billy.Web.Resources;
using PennaPay.Billy.Web.Sandbox;
using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Web.Components.Practice;

/// <summary>The other end of a source for who practises: the people of a company that records come from.</summary>
public sealed partial class SourcePracticePage
{
    private const int MostShown = 12;

    private SourcePracticeBooks? books;
    private string? name;
    private string? system;
    private bool isRead;

    [Parameter] public Guid Id { get; set; }

    [Inject] public required PracticeDesk Desk { get; init; }

    [Inject] public required ConnectionStore Store { get; init; }

    [Inject] public required SourceSystems Sources { get; init; }

    [Inject] public required SourceSwitch Switch { get; init; }

    [Inject] public required Toasts Toasts { get; init; }

    [Inject] public required IStringLocalizer<PracticeTexts> Texts { get; init; }

    private string BackHref => system is null ? ConnectionPages.All : ConnectionPages.Of(system, Id);

    private bool IsSource => system is not null && Sources.Of(system) is not null;

    // Each system's people are others; most are bookkeepers.
    private string Subtitle => Texts[$"Source.Subtitle.{system}"] is { ResourceNotFound: false } own ? own : Texts["Source.Subtitle"];

    protected override async Task OnParametersSetAsync()
    {
        system = (await Store.FindAsync(Workspace, Id, Closed))?.System;
        await ReadAsync();
    }

    private async Task ReadAsync()
    {
        var account = await AccountAsync();
        (books, name) = (account?.Read(MostShown), account?.Name);
        isRead = true;
        StateHasChanged();
    }

    private async Task DoAsync(SourceAct act, string? id)
    {
        if ((await AccountAsync())?.TryDo(act, id) != true)
            Toasts.Show(ToastTone.Failure, Texts["Refused"], Texts["Refused.Text"]);
        await ReadAsync();
    }

    private async Task ReadNowAsync()
    {
        if (await Switch.ReadNowAsync((await CurrentUser.GetAsync()).Actor, Id, CancellationToken.None))
            Toasts.Show(ToastTone.Info, Texts["Source.Reading"]);
    }

    private static string IconOf(SourceAct act) => act switch
    {
        SourceAct.AddCustomer => "person_add",
        SourceAct.PassTime => "schedule",
        _ => "add_shopping_cart",
    };

    private async Task<SourcePracticeAccount?> AccountAsync()
    {
        try
        {
            return await Desk.OpenSourceAsync((await CurrentUser.GetAsync()).Actor, Id, Closed);
        }
        catch (NotPermittedException)
        {
            return null;
        }
    }
}
