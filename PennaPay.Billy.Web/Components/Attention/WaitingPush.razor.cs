using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Push.Decisions;
using PennaPay.Billy.Core.Push.Ledger;
using PennaPay.Billy.Core.Push.Targets;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Web.Components.Push;
using PennaPay.Billy.Web.Components.Shared;
using PennaPay.Billy.Web.Resources;
using PennaPay.Billy.Web.Security;
using Radzen;

namespace PennaPay.Billy.Web.Components.Attention;

/// <summary>
/// One push that waits for a person: what is known, what the other system holds, and what can be done. Whether something is safe is
/// decided by <see cref="PushDecisions"/>, which looks there once more; its refusals are shown here.
/// </summary>
public sealed partial class WaitingPush
{
    private ComparedInvoice? ours;
    private CandidateSearch? look;
    private Failure? refusal;
    private string? refusalTitle;
    private bool isLooking, isDeciding;

    [Inject] public required PushDecisions Decisions { get; init; }

    [Inject] public required InvoiceDetails Invoices { get; init; }

    [Inject] public required DialogService Dialogs { get; init; }

    [Inject] public required Toasts Toasts { get; init; }

    [Inject] public required PushWords Words { get; init; }

    [Inject] public required IStringLocalizer<AttentionTexts> Texts { get; init; }

    [Parameter, EditorRequired] public LedgerEntry Push { get; set; } = default!;

    /// <summary>Asks the other system without being told to.</summary>
    [Parameter] public bool LooksAtOnce { get; set; }

    private string HeadingId => $"waiting-{Push.Id}";

    // Of an invoice that was deleted here, the ledger still knows what was sent.
    private ComparedInvoice Ours => ours ?? new(null, null, Push.Currency, null, null, Push.Currency is null ? null : Push.Gross);

    private IReadOnlyList<DocumentCandidate> Candidates => !isLooking && look is CandidateSearch.Found found ? found.Candidates : [];

    // Only where both are ours may one be deleted; whether they are untouched is looked at again in the moment.
    private bool IsTwice => Push.FailureCode == FailureCodes.DraftTwice && Candidates.Count == 2
        && Candidates.All(c => c.Document.State == RemoteState.Draft && c.CarriesOurKey);

    private string Known => string.Join(" · ", new[]
    {
        ours?.Contact,
        Push.SentAt is { } sent ? Texts["SentAt", Format.DateAndTime(sent)].Value : Texts["NeverSent"].Value,
        Push.Attempt > 1 ? Texts["Attempts", Push.Attempt].Value : null,
    }.OfType<string>());

    protected override async Task OnInitializedAsync()
    {
        await base.OnInitializedAsync();
        if (await Invoices.FindAsync(Workspace, Push.InvoiceId, Closed) is { } invoice)
            ours = ComparedInvoice.Of(invoice);
        if (LooksAtOnce)
            await LookAsync();
    }

    private async Task LookAsync()
    {
        isLooking = true;
        StateHasChanged();
        try
        {
            look = await Decisions.SearchAsync(Workspace, Push.Id, Closed);
        }
        finally
        {
            isLooking = false;
        }
    }

    private Task AdoptAsync(DocumentCandidate candidate) => DecideAsync("Adopt", Push.InvoiceNumber,
        user => Decisions.AdoptAsync(user.Actor, Push.Id, candidate.Document.Id, CancellationToken.None),
        Candidates.Count > 1 ? Texts["Keep.Question"].Value : null);

    private Task DeleteNewerAsync() => DecideAsync("DeleteNewer", Push.InvoiceNumber,
        user => Decisions.DeleteNewerAsync(user.Actor, Push.Id, CancellationToken.None));

    private Task GiveUpAsync() => DecideAsync("GiveUp", Push.InvoiceNumber,
        user => Decisions.GiveUpAsync(user.Actor, Push.Id, CancellationToken.None));

    private Task ShowRefusalAsync(Failure failure)
    {
        (refusal, refusalTitle) = (failure, Texts["SendAgain.Refused"]);
        return LookAsync();
    }

    // How a push ends is told by PushToasts, in every window; what was refused is told here.
    private async Task DecideAsync(string what, string question, Func<SignedInUser, Task<DecisionResult>> decide, string? said = null)
    {
        if (isDeciding)
            return;
        isDeciding = true;
        try
        {
            if (await AskAsync(what, question, said) != true)
                return;
            refusal = null;
            if (await decide(await CurrentUser.GetAsync()) is DecisionResult.Refused refused)
            {
                (refusal, refusalTitle) = (refused.Failure, Texts[$"{what}.Refused"]);
                Toasts.Show(ToastTone.Warning, Texts[$"{what}.Refused"], Words.Say(refused.Failure), key: $"refused:{Push.Id}");
                await LookAsync();
            }
        }
        finally
        {
            isDeciding = false;
        }
    }

    private Task<bool?> AskAsync(string what, string question, string? said) => Dialogs.Confirm(
        said ?? Texts[$"{what}.Question"], Texts[$"{what}.Title", question],
        new ConfirmOptions { OkButtonText = Texts[$"{what}.Yes"], CancelButtonText = Texts["Cancel"] });
}
