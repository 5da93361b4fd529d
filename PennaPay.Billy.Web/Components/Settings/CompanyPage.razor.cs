using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core.Records.Companies;
using PennaPay.Billy.Web.Components.Shared;
using PennaPay.Billy.Web.Resources;
using PennaPay.Billy.Web.Security;

namespace PennaPay.Billy.Web.Components.Settings;

/// <summary>Settings → Company: who the user is, and what new invoices begin with.</summary>
public sealed partial class CompanyPage
{
    private readonly InputProblems inputs = new();
    private Dictionary<string, string> errors = [];
    private Company? company;
    private bool hasFailed, isSaving, isTouched, isNotSaved;
    private int edits;

    [Inject] public required CompanyEditor Editor { get; init; }

    [Inject] public required Toasts Toasts { get; init; }

    [Inject] public required IStringLocalizer<SettingsTexts> Texts { get; init; }

    [Inject] public required ILogger<CompanyPage> Logger { get; init; }

    protected override async Task OnInitializedAsync()
    {
        await base.OnInitializedAsync();
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        try
        {
            company = await Editor.FindAsync(Workspace, Closed);
            hasFailed = false;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            Log.LoadFailed(Logger, fault);
            hasFailed = true;
        }
    }

    private string? Error(string field) => errors.GetValueOrDefault(field);

    private void Touch() => (isTouched, edits) = (true, edits + 1);

    private Reading<int> ReadDays(string text) =>
        string.IsNullOrWhiteSpace(text) ? new(null)
        : int.TryParse(text, NumberStyles.None | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var days) ? new(days)
        : new(null, Texts["company_terms_invalid", CompanyRules.MaxTermsDays]);

    private async Task SaveAsync()
    {
        // The unreadable number says so itself.
        if (isSaving || inputs.Any || company is null)
            return;
        isSaving = true;
        (errors, isNotSaved) = ([], false);
        var before = edits;
        try
        {
            var actor = (await CurrentUser.GetAsync()).Actor;
            switch (await Editor.SaveAsync(actor, company, CancellationToken.None))
            {
                case SaveCompanyResult.Saved saved:
                    // What was typed meanwhile stays, to be saved next.
                    if (edits == before)
                        (company, isTouched) = (saved.Company, false);
                    Toasts.Show(ToastTone.Success, Texts["Company.Saved"], key: "settings");
                    break;
                case SaveCompanyResult.Invalid { Problems: var problems }:
                    foreach (var problem in problems)
                        errors.TryAdd(problem.Field, Texts[problem.Code, problem.Args]);
                    break;
            }
        }
        catch (Exception fault) when (fault is not (OperationCanceledException or UnauthorizedAccessException))
        {
            Log.SaveFailed(Logger, fault);
            isNotSaved = true;
        }
        finally
        {
            isSaving = false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "The company could not be read.")]
        public static partial void LoadFailed(ILogger logger, Exception fault);

        [LoggerMessage(LogLevel.Error, "The company could not be saved.")]
        public static partial void SaveFailed(ILogger logger, Exception fault);
    }
}
