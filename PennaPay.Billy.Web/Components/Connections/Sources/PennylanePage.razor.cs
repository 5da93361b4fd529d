using Microsoft.AspNetCore.Components;
using PennaPay.Billy.Core.Systems.Pennylane.Loading;
using PennaPay.Billy.Web.Components.Shared;

namespace PennaPay.Billy.Web.Components.Connections.Sources;

/// <summary>One company of Pennylane's: whom to leave out, how far the reading is, what is here of it, and the way to end it.</summary>
public sealed partial class PennylanePage
{
    private readonly Dictionary<string, string?> chosen = new(StringComparer.Ordinal);
    private bool archive;

    /// <summary>The system's id of a customer whom somebody came to leave out.</summary>
    [SupplyParameterFromQuery(Name = "exclude")] public string? Exclude { get; set; }

    public override string SystemId => PennylaneAccounts.SystemId;

    private void Choose(IReadOnlyDictionary<string, string?> customers)
    {
        foreach (var (id, name) in customers)
            chosen[id] = name;
    }

    private async Task ExcludeAsync(IReadOnlyDictionary<string, string?> customers)
    {
        await Switch.ExcludeAsync((await CurrentUser.GetAsync()).Actor, Id, customers, archive, CancellationToken.None);
        await ReloadAsync();
    }

    private async Task IncludeAsync(string customer)
    {
        if (await Switch.IncludeAsync((await CurrentUser.GetAsync()).Actor, Id, [customer], CancellationToken.None))
            Toasts.Show(ToastTone.Info, Texts["Included"], Texts["Included.Text"]);
        await ReloadAsync();
    }
}
