using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Systems.Pennylane.Loading;
using PennaPay.Billy.Web.Resources;

namespace PennaPay.Billy.Web.Components.Connections.Sources;

/// <summary>Chooses customers to leave out: by number, by a pasted address, or from a searched list. Each is looked up before it is taken.</summary>
public sealed partial class ExcludeForm
{
    private string? typed;
    private string? error;
    private string? warning;
    private string begin = "";
    private Failure? failure;
    private IReadOnlyDictionary<long, string?>? found;
    private bool busy;

    [Parameter, EditorRequired] public Guid Connection { get; set; }

    /// <summary>Told whom to leave out, by id with the name where that is known.</summary>
    [Parameter] public EventCallback<IReadOnlyDictionary<string, string?>> Chosen { get; set; }

    /// <summary>What the field begins with; it is only typed, and looked up like everything that is.</summary>
    [Parameter] public string? Suggested { get; set; }

    [Parameter, EditorRequired] public IStringLocalizer<SourceTexts> Texts { get; set; } = default!;

    [Inject] public required PennylaneAccounts Accounts { get; init; }

    protected override async Task OnInitializedAsync()
    {
        await base.OnInitializedAsync();
        typed = Suggested;
    }

    private void Type(ChangeEventArgs change)
    {
        typed = change.Value as string;
        (error, warning) = (null, null);
    }

    private Task AddAsync() => WhileBusyAsync(async () =>
    {
        var read = ExcludedText.Read(typed);
        error = read switch
        {
            { Wrong: [var wrong, ..] } => Texts["Exclude.Wrong", wrong].Value,
            { Ids: [] } => Texts["Exclude.Nothing"].Value,
            _ => null,
        };
        if (error is not null)
            return;
        var looked = await Accounts.FindAsync((await CurrentUser.GetAsync()).Actor, Connection, read.Ids, Closed);
        if (looked.Failure is not null)
        {
            failure = looked.Failure;
            return;
        }

        // A number may be of somebody who is not there yet, or be written otherwise over there: it is taken all the same.
        var unknown = read.Ids.Where(id => !looked.Customers.ContainsKey(id)).Select(PennylaneIds.Text).ToList();
        warning = unknown.Count == 0 ? null : Texts["Exclude.Unknown", string.Join(", ", unknown)].Value;
        typed = null;
        await Chosen.InvokeAsync(read.Ids.ToDictionary(PennylaneIds.Text, looked.Customers.GetValueOrDefault));
    });

    private Task SearchAsync() => WhileBusyAsync(async () =>
    {
        var looked = await Accounts.SearchAsync((await CurrentUser.GetAsync()).Actor, Connection, begin, Closed);
        (found, failure) = (looked.Failure is null ? looked.Customers : null, looked.Failure);
    });

    private async Task PickAsync(long id, string? name)
    {
        found = found?.Where(one => one.Key != id).ToDictionary();
        await Chosen.InvokeAsync(new Dictionary<string, string?> { [PennylaneIds.Text(id)] = name });
    }

    private async Task WhileBusyAsync(Func<Task> work)
    {
        if (busy)
            return;
        (busy, failure) = (true, null);
        try
        {
            await work();
        }
        finally
        {
            busy = false;
        }
    }
}
