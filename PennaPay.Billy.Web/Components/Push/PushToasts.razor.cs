using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core.Invoices;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Web.Components.Shared;
using PennaPay.Billy.Web.Resources;

namespace PennaPay.Billy.Web.Components.Push;

/// <summary>Tells how pushes end, whichever window or rule of the workspace started them: one toast a push, one a batch.</summary>
public sealed partial class PushToasts
{
    private readonly Dictionary<Guid, PushBatch> batches = [];

    [Inject] public required PushFeed Feed { get; init; }

    [Inject] public required Toasts Toasts { get; init; }

    [Inject] public required PushWords Words { get; init; }

    [Inject] public required IStringLocalizer<PushTexts> Texts { get; init; }

    protected override async Task OnInitializedAsync()
    {
        await base.OnInitializedAsync();
        Listen(Feed, TellAsync);
    }

    private Task TellAsync(PushEvent happened)
    {
        if (happened.BatchId is { } batch)
            TellBatch(batch, happened);
        else if (happened.HasEnded)
            TellEnd(happened);
        return Task.CompletedTask;
    }

    private void TellEnd(PushEvent end)
    {
        var key = $"push:{end.PushId}";
        switch (end.State)
        {
            case PushState.Succeeded:
                Toasts.Show(ToastTone.Success, Texts["Toast.Succeeded", end.InvoiceNumber], null, Words.OpenInBilly(end.Link), key);
                break;
            case PushState.Cancelled:
                Toasts.Show(ToastTone.Info, Texts["Toast.Cancelled", end.InvoiceNumber], key: key);
                break;
            default:
                var tone = end.State == PushState.NeedsAttention ? ToastTone.Warning : ToastTone.Failure;
                var text = end.Failure is null ? null : Words.Say(end.Failure);
                var action = end.State == PushState.NeedsAttention ? new ToastAction(Texts["Action.Decide"], "/attention")
                    : end.Failure is null ? null : Words.WayOn(end.Failure, end.InvoiceId);
                Toasts.Show(tone, Texts["Toast.Failed", end.InvoiceNumber], text, action, key);
                break;
        }
    }

    private void TellBatch(Guid id, PushEvent happened)
    {
        if (!batches.TryGetValue(id, out var batch))
            batches[id] = batch = new();
        batch.Add(happened);
        var key = $"batch:{id}";
        if (batch.Total == 1)
        {
            // A selection of one, or the first word of many.
            if (batch.HasEnded)
                TellEnd(happened);
        }
        else if (!batch.HasEnded)
        {
            Toasts.Show(ToastTone.Working, Texts["Toast.BatchGoing", Format.Count(batch.Ended), Format.Count(batch.Total)], key: key);
        }
        else if (batch.Failed == 0)
        {
            Toasts.Show(ToastTone.Success, Texts["Toast.BatchSucceeded", Format.Count(batch.Succeeded)], null,
                new(Texts["Action.SeeThem"], $"/invoices?state={nameof(BillyState.InBilly)}"), key);
        }
        else
        {
            Toasts.Show(ToastTone.Warning, Texts["Toast.BatchFailed", Format.Count(batch.Succeeded), Format.Count(batch.Failed)], null,
                new(Texts["Action.SeeWhy"], "/history"), key);
        }
    }
}
