using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core.Records.Invoices.Import;
using PennaPay.Billy.Core.Records.Invoices.Import.Planning;
using PennaPay.Billy.Core.Records.Invoices.Import.Undoing;
using PennaPay.Billy.Web.Resources;
using PennaPay.Billy.Web.Security;

namespace PennaPay.Billy.Web.Components.Invoices;

/// <summary>Takes files in, shows what would become of them, asks what they leave open, and imports them when somebody says so.</summary>
public sealed partial class ImportPage
{
    /// <summary>Files are kept until they are imported, so there is an end to them.</summary>
    private const int MostFiles = 5_000;
    private const long MostBytes = 100 * 1024 * 1024;

    private readonly List<UploadedFile> files = [];
    private readonly Dictionary<string, ImportAnswer> answers = [];
    private Step step;
    private int selections;
    private bool tooMuch;
    private bool hasFailed;
    private bool hasChanged;
    private bool isStale;
    private ImportPlan? plan;
    private ImportResult.Imported? result;
    private UndoImportResult? undone;

    private enum Step
    {
        Waiting,
        Reading,
        Planning,
        Importing,
    }

    [Inject] public required InvoiceImporter Importer { get; init; }

    [Inject] public required IStringLocalizer<InvoiceTexts> Texts { get; init; }

    [Inject] public required IStringLocalizer<ImportTexts> ImportTexts { get; init; }

    [Inject] public required ILogger<ImportPage> Logger { get; init; }

    private bool IsBusy => step != Step.Waiting;

    private bool IsTaken => step is Step.Reading or Step.Importing;

    private static int Megabytes(ImportFormat format) => UploadedFile.Megabytes(ImportFile.LargestOf(format));

    private List<UploadedFile> Readable => files.FindAll(file => file.Content is not null);

    private async Task ChooseAsync(InputFileChangeEventArgs chosen)
    {
        if (IsBusy || chosen.FileCount == 0)
            return;
        (plan, result, undone, hasChanged, hasFailed) = (null, null, null, false, false);
        files.Clear();
        answers.Clear();
        tooMuch = chosen.FileCount > MostFiles;
        if (!tooMuch)
        {
            files.AddRange(chosen.GetMultipleFiles(chosen.FileCount).Select(file => new UploadedFile(file)));
            tooMuch = files.Sum(file => file.Bytes) > MostBytes && files.Count > 1;
        }

        if (tooMuch)
            files.Clear();
        else
            await BusyAsync(Step.Reading, ReadAsync);
        // A new input forgets the files, so that the same one can be chosen again when it is put right.
        selections++;
    }

    private async Task ReadAsync()
    {
        foreach (var file in files)
        {
            StateHasChanged();
            await file.ReadAsync(Logger, () => _ = InvokeAsync(StateHasChanged), Closed);
        }

        await PlanAsync();
    }

    private Task AnswerAsync(IEnumerable<KeyValuePair<string, ImportAnswer>> given)
    {
        foreach (var (question, answer) in given)
            answers[question] = answer;
        (hasChanged, isStale) = (false, true);
        return IsBusy ? Task.CompletedTask : BusyAsync(Step.Planning, CatchUpAsync);
    }

    // Whoever answers need not wait for what the answer before led to.
    private async Task CatchUpAsync()
    {
        while (isStale)
        {
            isStale = false;
            await PlanAsync();
        }
    }

    private async Task PlanAsync()
    {
        var user = await CurrentUser.GetAsync();
        Show(await Importer.PlanAsync(user.Actor, [.. Readable.Select(file => file.Content!)], answers, Closed));
    }

    private Task RunAsync() => IsBusy ? Task.CompletedTask : BusyAsync(Step.Importing, async () =>
    {
        var user = await CurrentUser.GetAsync();
        // What was begun is finished, also when the page is left.
        switch (await Importer.ImportAsync(user.Actor, [.. Readable.Select(file => file.Content!)], plan!, CancellationToken.None))
        {
            case ImportResult.Imported imported:
                result = imported;
                foreach (var (file, stored) in Readable.Zip(imported.Files))
                {
                    file.Imported = stored;
                    file.Forget();
                }

                break;
            case ImportResult.Changed changed:
                hasChanged = true;
                Show(changed.Plan);
                break;
            default:
                await PlanAsync();
                break;
        }
    });

    private void Forget(UndoImportResult what)
    {
        files.Clear();
        (plan, result, undone) = (null, null, what);
    }

    private void Show(ImportPlan shown)
    {
        plan = shown;
        foreach (var (file, planned) in Readable.Zip(shown.Files))
            file.Plan = planned;
    }

    private async Task BusyAsync(Step doing, Func<Task> work)
    {
        (step, hasFailed) = (doing, false);
        StateHasChanged();
        try
        {
            await work();
        }
        catch (Exception fault) when (fault is IOException or Microsoft.EntityFrameworkCore.DbUpdateException)
        {
            Log.Failed(Logger, fault);
            hasFailed = true;
        }
        finally
        {
            step = Step.Waiting;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "An import failed, and nothing was stored.")]
        public static partial void Failed(ILogger logger, Exception fault);
    }
}
