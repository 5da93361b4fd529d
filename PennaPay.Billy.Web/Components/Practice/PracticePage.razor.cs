using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core.Access.Refusals;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Looks;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Records.Invoices.Lists;
using PennaPay.Billy.Web.Components.Shared;
using PennaPay.Billy.Web.Resources;
using PennaPay.Billy.Web.Sandbox;
using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Web.Components.Practice;

/// <summary>Both ends at once for who practises: what the accountant does in the sandbox, and what becomes of it here.</summary>
public sealed partial class PracticePage
{
    private const int MostShown = 8;
    private const int MostRead = 100;

    private IReadOnlyList<(InvoiceRow Row, PracticeDocument? There)> rows = [];
    private IReadOnlyDictionary<CopyState, int> counts = new Dictionary<CopyState, int>();
    private ShownInvoices.Showing? showing;
    private bool isRead, isThere, hasFailed, isAway, wasAway;

    [Inject] public required PracticeDesk Desk { get; init; }

    [Inject] public required InvoiceList Invoices { get; init; }

    [Inject] public required ShownInvoices OnPages { get; init; }

    [Inject] public required PushFeed Pushes { get; init; }

    [Inject] public required ConnectionFeed Connections { get; init; }

    [Inject] public required Toasts Toasts { get; init; }

    [Inject] public required IStringLocalizer<PracticeTexts> Texts { get; init; }

    [Inject] public required ILogger<PracticePage> Logger { get; init; }

    protected override async Task OnInitializedAsync()
    {
        await base.OnInitializedAsync();
        showing = Keep(OnPages.Open(Workspace));
        ListenSoon(Pushes, LoadAsync);
        ListenSoon(Connections, LoadAsync);
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        try
        {
            var account = await AccountAsync();
            var listed = await Invoices.PageAsync(Workspace, new(Take: MostRead), Closed);
            counts = await Invoices.CountByStateAsync(Workspace, Closed);
            isThere = account is not null;
            rows = account is null
                ? []
                : [.. listed.Rows.Where(row => row.RemoteId is not null).Take(MostShown).Select(row => (row, account.Find(row.RemoteId!)))];
            isAway = account?.IsAway ?? false;
            wasAway |= isAway;
            showing!.Invoices = [.. rows.Select(shown => shown.Row.Id)];
            (isRead, hasFailed) = (true, false);
        }
        catch (NotPermittedException)
        {
            (isRead, isThere, hasFailed) = (true, false, false);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            Log.LoadFailed(Logger, fault);
            hasFailed = true;
        }

        StateHasChanged();
    }

    private async Task DoAsync(InvoiceRow row, PracticeAct act)
    {
        if ((await AccountAsync())?.TryDo(row.RemoteId!, act) != true)
            Toasts.Show(ToastTone.Failure, Texts["Refused"], Texts["Refused.Text"]);
        await LoadAsync();
    }

    private async Task SwitchAsync()
    {
        (await AccountAsync())?.SetAway(!isAway);
        await LoadAsync();
    }

    private async Task<PracticeAccount?> AccountAsync() => await Desk.OpenAsync((await CurrentUser.GetAsync()).Actor, Closed);

    private bool Has(Func<CopyState, bool> which) => counts.Any(pair => pair.Value > 0 && which(pair.Key));

    private string StateOf(PracticeDocument? there) => there switch
    {
        null => Texts["State.Gone"],
        { Number: { } number } => Texts["State.WithNumber", Texts[$"State.{there.State}"], number],
        _ => Texts[$"State.{there.State}"],
    };

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "What there is to practise on could not be read.")]
        public static partial void LoadFailed(ILogger logger, Exception fault);
    }
}
