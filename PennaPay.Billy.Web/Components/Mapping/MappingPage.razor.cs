using Microsoft.AspNetCore.Components;
using PennaPay.Billy.Core.Systems.Billy.Postings.Books;

namespace PennaPay.Billy.Web.Components.Mapping;

/// <summary>Settings → Account and VAT: how lines are posted in Billy, what blocks, and what the owner chooses instead.</summary>
public sealed partial class MappingPage
{
    [Inject] public required OrganizationReaders Readers { get; init; }

    private async Task RefreshAsync()
    {
        await Readers.ForgetAsync(Workspace, Closed);
        await LoadAsync();
    }
}
