using Microsoft.AspNetCore.Components;
using PennaPay.Billy.Core.Sync.Sources;
using PennaPay.Billy.Core.Sync.Sources.Balances;
using PennaPay.Billy.Core.Sync.Sources.Timelines;

namespace PennaPay.Billy.Web.Components.Customers.Sources;

/// <summary>What a customer owes by what its source says, and what happened with it, the newest first.</summary>
public sealed partial class SourcedCustomerCard
{
    /// <summary>How many more are shown at a time.</summary>
    public const int Step = 50;

    private CustomerSource? source;
    private CustomerBalance? balance;
    private Timeline timeline = new([], false);
    private Uri? there;
    private int take = Step;
    private (Guid Customer, object? Version)? shown;

    [Parameter, EditorRequired] public Guid Customer { get; set; }

    /// <summary>Another object after each change of what is stored here, so that it is read again.</summary>
    [Parameter] public object? Version { get; set; }

    [Inject] public required SourceList Sources { get; init; }

    [Inject] public required SourceBalances Balances { get; init; }

    [Inject] public required CustomerTimeline Happened { get; init; }

    [Inject] public required SourcePages Pages { get; init; }

    [Inject] public required SourceFeed Moves { get; init; }

    protected override async Task OnInitializedAsync()
    {
        await base.OnInitializedAsync();
        ListenSoon(Moves, LoadAsync, moved => moved.Connection == source?.Connection);
    }

    protected override Task OnParametersSetAsync()
    {
        if (shown == (Customer, Version))
            return Task.CompletedTask;
        if (shown?.Customer != Customer)
            take = Step;
        shown = (Customer, Version);
        return GuardAsync(LoadAsync);
    }

    private async Task LoadAsync()
    {
        var of = Customer;
        var owing = await Balances.FindAsync(Workspace, of, Closed);
        var from = owing is null ? null : (await Sources.AllAsync(Workspace, Closed)).FirstOrDefault(one => one.Connection == owing.Customer.Connection);
        var happened = owing is null ? new([], false) : await Happened.ReadAsync(Workspace, owing.Customer, take, Closed);
        var seen = owing is null ? null : await Pages.OfCustomerAsync(Workspace, owing.Customer, Closed);
        if (of != Customer)
            return;
        (balance, source, timeline, there) = (owing, from, happened, seen);
        StateHasChanged();
    }

    private Task MoreAsync()
    {
        take += Step;
        return LoadAsync();
    }
}
