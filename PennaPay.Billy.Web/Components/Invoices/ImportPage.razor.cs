using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core.Records.Invoices.Import;
using PennaPay.Billy.Web.Resources;
using PennaPay.Billy.Web.Security;

namespace PennaPay.Billy.Web.Components.Invoices;

/// <summary>Takes files in, one after the other; what is wrong with one is said beside it and stops no other.</summary>
public sealed partial class ImportPage
{
    private readonly List<FileImport> files = [];
    private bool isImporting;
    private int selections;

    [Inject] public required InvoiceImporter Importer { get; init; }

    [Inject] public required IStringLocalizer<InvoiceTexts> Texts { get; init; }

    [Inject] public required ILogger<ImportPage> Logger { get; init; }

    private async Task ImportAsync(InputFileChangeEventArgs chosen)
    {
        if (isImporting || chosen.FileCount == 0)
            return;
        isImporting = true;
        files.Clear();
        files.AddRange(chosen.GetMultipleFiles(chosen.FileCount).Select(file => new FileImport(file)));
        try
        {
            var user = await CurrentUser.GetAsync();
            foreach (var file in files)
            {
                StateHasChanged();
                await file.RunAsync(Importer, user.Actor, Logger, () => _ = InvokeAsync(StateHasChanged), Closed);
            }
        }
        finally
        {
            isImporting = false;
            // A new input forgets the files, so that the same one can be chosen again when it is put right.
            selections++;
        }
    }
}
