using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core.Records.Invoices.Import;
using PennaPay.Billy.Core.Records.Invoices.Import.Csv;
using PennaPay.Billy.Core.Records.Invoices.Import.Planning;
using PennaPay.Billy.Core.Records.Invoices.Import.Undoing;
using PennaPay.Billy.Core.Records.Invoices.Import.Unfinished;
using PennaPay.Billy.Web.Components.Shared;
using PennaPay.Billy.Web.Resources;
using PennaPay.Billy.Web.Security;
using Radzen;

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
    private ImportResult.BrokenOff? brokenOff;
    private UploadedFile? mapping;
    private Guid? unfinished;
    private bool isGone;
    private bool isLeaving;

    private enum Step
    {
        Waiting,
        Reading,
        Planning,
        Importing,
    }

    [Inject] public required InvoiceImporter Importer { get; init; }

    [Inject] public required ColumnTemplates Templates { get; init; }

    [Inject] public required UnfinishedImports Unfinished { get; init; }

    [Inject] public required DialogService Dialogs { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    [Inject] public required Toasts Toasts { get; init; }

    [Inject] public required IStringLocalizer<InvoiceTexts> Texts { get; init; }

    [Inject] public required IStringLocalizer<ImportTexts> ImportTexts { get; init; }

    [Inject] public required ILogger<ImportPage> Logger { get; init; }

    /// <summary>The unfinished import that is gone on with.</summary>
    [SupplyParameterFromQuery(Name = "unfinished")] public string? Opened { get; set; }

    private bool IsBusy => step != Step.Waiting;

    private bool IsTaken => step is Step.Reading or Step.Importing;

    private static int Megabytes(ImportFormat format) => UploadedFile.Megabytes(ImportFile.LargestOf(format));

    /// <summary>The files whose columns are asked for; of those with the same headings one.</summary>
    private IEnumerable<(UploadedFile File, ColumnQuestion Question)> AskedColumns =>
        from file in files
        where file.Plan?.Columns is { } columns && (columns.IsNeeded || file == mapping)
        group file by file.Plan!.Columns!.Hash into alike
        select (alike.First(), alike.First().Plan!.Columns!);

    /// <summary>How much is asked that nobody has answered.</summary>
    private int Unanswered => plan is null || result is not null
        ? 0
        : plan.Questions.Count(question => !answers.ContainsKey(question.Id)) + AskedColumns.Count(asked => asked.Question.IsNeeded);

    private List<UploadedFile> Readable => files.FindAll(file => file.Content is not null);

    /// <summary>The address at which an unfinished import is gone on with.</summary>
    public static string HrefOf(Guid unfinished) => $"/invoices/import?unfinished={unfinished}";

    protected override async Task OnParametersSetAsync()
    {
        if (!Guid.TryParse(Opened, out var id) || id == unfinished || IsBusy)
            return;
        BeginAnew();
        unfinished = id;
        await BusyAsync(Step.Planning, async () =>
        {
            var user = await CurrentUser.GetAsync();
            if (await Unfinished.OpenAsync(user.Actor, id, Closed) is not { } opened)
            {
                isGone = true;
                return;
            }

            files.AddRange(opened.Files.Select(file => new UploadedFile(file)));
            foreach (var (question, answer) in opened.Answers)
                answers[question] = answer;
            await PlanAsync();
        });
    }

    private void BeginAnew()
    {
        (plan, result, undone, brokenOff, mapping, unfinished) = (null, null, null, null, null, null);
        (hasChanged, hasFailed, isGone, isLeaving) = (false, false, false, false);
        files.Clear();
        answers.Clear();
    }

    private async Task ChooseAsync(InputFileChangeEventArgs chosen)
    {
        if (IsBusy || chosen.FileCount == 0)
            return;
        BeginAnew();
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
        switch (await Importer.ImportAsync(user.Actor, [.. Readable.Select(file => file.Content!)], plan!, CancellationToken.None, brokenOff?.Id))
        {
            case ImportResult.Imported imported:
                result = imported;
                foreach (var (file, stored) in Readable.Zip(imported.Files))
                {
                    file.Imported = stored;
                    file.Forget();
                }

                if (unfinished is { } kept)
                    await Unfinished.ForgetAsync(user.Actor, kept, CancellationToken.None);
                break;
            case ImportResult.BrokenOff broken:
                brokenOff = broken;
                await PlanAsync();
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
        BeginAnew();
        undone = what;
    }

    private Task RememberAsync(ColumnQuestion question, IReadOnlyList<string?> columns) => IsBusy ? Task.CompletedTask : BusyAsync(Step.Planning, async () =>
    {
        var user = await CurrentUser.GetAsync();
        await Templates.SaveAsync(user.Actor, question, columns, CancellationToken.None);
        mapping = null;
        await PlanAsync();
    });

    private async Task KeepAndLeaveAsync()
    {
        if (!await KeepAsync())
            return;
        isLeaving = true;
        Navigation.NavigateTo("/invoices");
    }

    private async Task<bool> KeepAsync()
    {
        var user = await CurrentUser.GetAsync();
        var kept = await Unfinished.KeepAsync(
            user.Actor, [.. Readable.Select(file => file.Content!)], answers, Unanswered, CancellationToken.None, unfinished);
        if (kept is KeepImportResult.NoRoom)
            Toasts.Show(ToastTone.Failure, ImportTexts["Later.NoRoom"], ImportTexts["Later.NoRoomText", UploadedFile.Megabytes(UnfinishedImports.MostBytes)]);
        else
            Toasts.Show(ToastTone.Success, ImportTexts["Later.Done"]);
        return kept is KeepImportResult.Kept;
    }

    private async Task OfferToKeepAsync(LocationChangingContext change)
    {
        if (isLeaving || IsTaken || Unanswered is not (> 0 and var questions))
            return;
        // Closing the question stays, which loses nothing.
        switch (await Dialogs.Confirm(
            ImportTexts["Later.Text", questions], ImportTexts["Later.Title"],
            new ConfirmOptions { OkButtonText = ImportTexts["Later"], CancelButtonText = ImportTexts["Later.Drop"] }))
        {
            case true when await KeepAsync():
            case false:
                isLeaving = true;
                break;
            default:
                change.PreventNavigation();
                break;
        }
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
            // What is in is in, whatever failed after it.
            hasFailed = result is null && brokenOff is null;
        }
        finally
        {
            step = Step.Waiting;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "An import failed; what it says itself has come in, nothing else.")]
        public static partial void Failed(ILogger logger, Exception fault);
    }
}
