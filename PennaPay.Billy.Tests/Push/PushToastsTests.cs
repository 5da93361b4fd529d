using AngleSharp.Dom;
using Bunit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Decisions;
using PennaPay.Billy.Core.Push.Queue;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Components.Push;
using PennaPay.Billy.Web.Components.Shared;
using PennaPay.Billy.Web.Sandbox.Engine;
using PennaPay.Billy.Web.Security;

namespace PennaPay.Billy.Tests.Push;

public sealed class PushToastsTests : IAsyncLifetime
{
    private static readonly Uri Link = new("https://app.billy.dk/firma/invoices/abc");

    private readonly Guid push = Guid.CreateVersion7();
    private PageHost host = null!;

    public PushToastsTests() => PageHost.Speak("da-DK");

    public async Task InitializeAsync() => host = await PageHost.StartAsync();

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public void Success_IsToldOnce_WithALinkToTheDraft()
    {
        Listen();
        Tell(push, PushState.Pending);
        Tell(push, PushState.Sending);
        Tell(push, PushState.Succeeded);

        var toast = TheOnlyToast();
        Assert.Equal((ToastTone.Success, "Faktura 1042 er nu en kladde i Billy"), (toast.Tone, toast.Title));
        Assert.Equal(new ToastAction("Åbn i Billy", Link.AbsoluteUri), toast.Action);
    }

    [Fact]
    public async Task Success_SaysWhomItIsTo_WhatItComesTo_AndWhichAccountHasIt()
    {
        Listen();
        await host.Product.PushAsync(await host.Product.AddInvoiceAsync());

        await host.EventuallyAsync(() => Assert.NotEmpty(host.Toasts));
        Assert.Equal("Nordlys Design ApS · 1.250,00\u00A0kr. · til PennaPay Prøvefirma ApS (sandkasse)", Assert.Single(host.Toasts).Text);
    }

    [Fact]
    public async Task Undone_SaysThatTheDraftIsDeleted_AndCancelled_ThatNothingWasPushed()
    {
        var push = await host.Product.PushAsync(await host.Product.AddInvoiceAsync());
        await host.Product.QueueAsync(await host.Product.AddInvoiceAsync(number: "1043"));
        Listen();
        await host.Product.Get<PushDecisions>().UndoAsync(host.Product.Owner, push.InvoiceId, default);
        await host.EventuallyAsync(() => Assert.NotEmpty(host.Toasts));
        Assert.Equal(("Kladden til faktura 1042 er slettet i Billy", "Nordlys Design ApS · 1.250,00\u00A0kr."), (host.Toasts[0].Title, host.Toasts[0].Text));

        await host.Product.Get<PushDecisions>().CancelAsync(host.Product.Owner, (await host.Product.EntriesAsync())[^1].InvoiceId, default);
        await host.EventuallyAsync(() => Assert.Equal("Overførslen af faktura 1043 er annulleret", host.Toasts[^1].Title));
    }

    [Fact]
    public async Task Success_IsUndoneFromItsToast_WhichThenSaysSo()
    {
        Listen();
        var toasts = host.Browser.Render<ToastHost>();
        await host.Product.PushAsync(await host.Product.AddInvoiceAsync());
        await host.EventuallyAsync(() => Assert.Equal("Fortryd: slet kladden til faktura 1042 i Billy", UndoOf(toasts).GetAttribute("aria-label")));
        Assert.NotNull(host.Toasts[0].Action);

        await UndoOf(toasts).ClickAsync(new());

        Assert.Empty(host.Product.Billy.Invoices(host.Product.Token));
        await host.EventuallyAsync(() => Assert.Equal(
            (ToastTone.Info, "Kladden til faktura 1042 er slettet i Billy", "Nordlys Design ApS · 1.250,00\u00A0kr.", (ToastUndo?)null),
            (Assert.Single(host.Toasts).Tone, host.Toasts[0].Title, host.Toasts[0].Text, host.Toasts[0].Undo)));
    }

    [Fact]
    public async Task Success_WhoseDraftSomebodyChanged_IsNotUndone_AndSaysWhyWithItsCode()
    {
        Listen();
        var toasts = host.Browser.Render<ToastHost>();
        var push = await host.Product.PushAsync(await host.Product.AddInvoiceAsync());
        await host.EventuallyAsync(() => UndoOf(toasts));
        host.Product.Billy.Edit(host.Product.Token, push.RemoteId!, new { contactMessage = "Rettet i Billy" });

        await UndoOf(toasts).ClickAsync(new());

        Assert.Single(host.Product.Billy.Invoices(host.Product.Token));
        var toast = Assert.Single(host.Toasts);
        Assert.Equal((ToastTone.Failure, "Overførslen af faktura 1042 kan ikke fortrydes", "/help#draft_changed"), (toast.Tone, toast.Title, toast.Action?.Href));
        Assert.EndsWith(" · draft_changed", toast.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Success_OfADraftThatALaterPushReplaced_LeavesWhatThatMade()
    {
        Listen();
        var toasts = host.Browser.Render<ToastHost>();
        var invoice = await host.Product.AddInvoiceAsync();
        await host.Product.PushAsync(invoice);
        await host.EventuallyAsync(() => UndoOf(toasts));
        await host.Product.EditAsync(invoice.Id, i => i.Lines[0].UnitPrice = 600);
        await host.Product.PushAsync(invoice);
        await host.EventuallyAsync(() => Assert.Equal(2, toasts.FindAll("[data-testid=toast-undo]").Count));

        await UndoOf(toasts).ClickAsync(new());

        Assert.Single(host.Product.Billy.Invoices(host.Product.Token));
        Assert.Equal(ToastTone.Failure, host.Toasts[0].Tone);
        Assert.EndsWith(" · draft_missing", host.Toasts[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Success_OffersNoUndoing_ToWhoMayNot()
    {
        await SetRoleAsync(Role.Viewer);
        Listen();
        await host.Product.PushAsync(await host.Product.AddInvoiceAsync());

        await host.EventuallyAsync(() => Assert.NotNull(Assert.Single(host.Toasts).Action));
        Assert.Null(host.Toasts[0].Undo);
    }

    [Fact]
    public async Task Success_IsNotUndone_ByWhoMayNotAnyMore()
    {
        Listen();
        var toasts = host.Browser.Render<ToastHost>();
        await host.Product.PushAsync(await host.Product.AddInvoiceAsync());
        await host.EventuallyAsync(() => UndoOf(toasts));
        await SetRoleAsync(Role.Viewer);

        await UndoOf(toasts).ClickAsync(new());

        Assert.Single(host.Product.Billy.Invoices(host.Product.Token));
        Assert.Equal("Din rolle giver ikke lov til det. Spørg en ejer.", Assert.Single(host.Toasts).Text);
    }

    [Fact]
    public void Failure_IsToldWithItsCauseAndOneWayOn()
    {
        Listen();
        Tell(push, PushState.Rejected, new Failure(FailureCodes.InvoiceInvalid, "entryDate: skal udfyldes"));

        var toast = TheOnlyToast();
        Assert.Equal((ToastTone.Failure, "Faktura 1042 blev ikke overført"), (toast.Tone, toast.Title));
        Assert.EndsWith("Billy skrev: »entryDate: skal udfyldes«. Ret det, som Billy nævner, og overfør igen.", toast.Text, StringComparison.Ordinal);
        Assert.StartsWith("/invoices/", toast.Action?.Href, StringComparison.Ordinal);
    }

    [Fact]
    public void PushThatNeedsAPerson_IsNotCalledAFailure()
    {
        Listen();
        Tell(push, PushState.NeedsAttention, new Failure(FailureCodes.TotalsDiffer));

        var toast = TheOnlyToast();
        Assert.Equal((ToastTone.Warning, "Faktura 1042 kræver, at du tager stilling", "/attention"), (toast.Tone, toast.Title, toast.Action?.Href));
    }

    [Fact]
    public async Task Batch_MakesOneToastAtItsEnd_HoweverManyItHas()
    {
        Listen();
        await QueueAsync(12);
        Assert.Empty(host.Toasts);

        await host.Product.DrainAsync();

        await host.EventuallyAsync(() => Assert.NotEmpty(host.Toasts));
        Assert.Equal((ToastTone.Success, "12 fakturaer er nu kladder i Billy"), (host.Toasts[0].Tone, Assert.Single(host.Toasts).Title));
    }

    [Fact]
    public async Task Batch_WithFailures_LeadsToThem()
    {
        Listen();
        host.Product.Plan(SandboxFaultKind.Invalid);
        await QueueAsync(2);
        await host.Product.DrainAsync();

        await host.EventuallyAsync(() => Assert.NotEmpty(host.Toasts));
        Assert.Equal("Overført til Billy: 1 lykkedes, 1 gjorde ikke", Assert.Single(host.Toasts).Title);
        Assert.Equal(("/attention", "til PennaPay Prøvefirma ApS (sandkasse)"), (host.Toasts[0].Action?.Href, host.Toasts[0].Text));
    }

    [Fact]
    public async Task Batch_IsToldOnce_ThoughTheNewsOfItsLastPushComesLate()
    {
        Listen();
        List<PushEvent> news = [];
        using var heard = host.Product.Get<PushFeed>().Subscribe(host.Product.Workspace, happened =>
        {
            news.Add(happened);
            return Task.CompletedTask;
        });
        await QueueAsync(2);
        await host.Product.DrainAsync();
        await host.EventuallyAsync(() => Assert.NotEmpty(host.Toasts));
        await host.EventuallyAsync(() => Assert.Equal(2, news.Count(happened => happened.HasEnded)));

        host.Product.Get<PushFeed>().Publish(news[^1]);
        // One that is always told comes after it, so that silence can be seen.
        host.Product.Get<PushFeed>().Publish(Event(Guid.CreateVersion7(), PushState.Cancelled));

        await host.EventuallyAsync(() => Assert.Contains(host.Toasts, toast => toast.Tone == ToastTone.Info));
        Assert.Equal(2, host.Toasts.Count);
    }

    [Fact]
    public async Task Batch_ThatIsTakenBack_SaysHowMany()
    {
        Listen();
        var batch = await QueueAsync(3);
        await host.Product.Get<PushBatches>().CancelAsync(host.Product.Owner, batch, default);

        await host.EventuallyAsync(() => Assert.NotEmpty(host.Toasts));
        Assert.Equal("0 fakturaer er kladder i Billy, 3 blev annulleret", Assert.Single(host.Toasts).Title);
    }

    [Fact]
    public async Task BatchOfOne_IsToldAsOnePush()
    {
        Listen();
        await QueueAsync(1);
        await host.Product.DrainAsync();

        await host.EventuallyAsync(() => Assert.NotEmpty(host.Toasts));
        Assert.Equal("Faktura 0 er nu en kladde i Billy", Assert.Single(host.Toasts).Title);
    }

    [Theory]
    [InlineData(MutedToasts.ByHand, PushCause.Manual, PushState.Succeeded, false)]
    [InlineData(MutedToasts.ByHand, PushCause.Retry, PushState.Succeeded, false)]
    [InlineData(MutedToasts.ByHand, PushCause.AutoPush, PushState.Succeeded, true)]
    [InlineData(MutedToasts.Automatic, PushCause.AutoPush, PushState.Succeeded, false)]
    [InlineData(MutedToasts.Automatic, PushCause.Manual, PushState.Succeeded, true)]
    [InlineData(MutedToasts.ByHand | MutedToasts.Automatic | MutedToasts.Batches, PushCause.AutoPush, PushState.Rejected, true)]
    [InlineData(MutedToasts.ByHand | MutedToasts.Automatic | MutedToasts.Batches, PushCause.Manual, PushState.NeedsAttention, true)]
    public async Task Push_IsToldUnlessItWentWellAndThePersonMutedThat(MutedToasts muted, PushCause cause, PushState state, bool told)
    {
        await MuteAsync(muted);
        Listen();
        host.Product.Get<PushFeed>().Publish(Event(push, state) with { Cause = cause });
        // One that is always told comes after it, so that silence can be seen.
        host.Product.Get<PushFeed>().Publish(Event(Guid.CreateVersion7(), PushState.Cancelled));

        await host.EventuallyAsync(() => Assert.Contains(host.Toasts, toast => toast.Tone == ToastTone.Info));
        Assert.Equal(told ? 2 : 1, host.Toasts.Count);
    }

    [Fact]
    public async Task Batch_ThatWasMuted_IsToldOnlyWhenSomethingFailed()
    {
        await MuteAsync(MutedToasts.Batches);
        Listen();
        await QueueAsync(3);
        await host.Product.DrainAsync();
        host.Product.Plan(SandboxFaultKind.Invalid);
        await QueueAsync(2, from: 3);
        await host.Product.DrainAsync();

        await host.EventuallyAsync(() => Assert.NotEmpty(host.Toasts));
        Assert.Equal("Overført til Billy: 1 lykkedes, 1 gjorde ikke", Assert.Single(host.Toasts).Title);
    }

    [Fact]
    public async Task Push_KnowsWhyItWasMade()
    {
        List<PushCause> causes = [];
        using var heard = host.Product.Get<PushFeed>().Subscribe(host.Product.Workspace, happened =>
        {
            lock (causes)
                causes.Add(happened.Cause);
            return Task.CompletedTask;
        });
        var invoice = await host.Product.AddInvoiceAsync();
        await host.Product.Pusher.PushAsync(host.Product.Owner, invoice.Id, PushCause.AutoPush, default);
        await host.Product.DrainAsync();

        await host.EventuallyAsync(() => { lock (causes) Assert.True(causes.Count >= 3); });
        Assert.All(causes, cause => Assert.Equal(PushCause.AutoPush, cause));
    }

    [Fact]
    public void AnotherWorkspacesPush_IsNotTold()
    {
        Listen();
        host.Product.Get<PushFeed>().Publish(Event(push, PushState.Succeeded) with { Workspace = WorkspaceId.New() });
        Tell(push, PushState.Succeeded);
        Assert.Equal("Faktura 1042 er nu en kladde i Billy", TheOnlyToast().Title);
    }

    private static IElement UndoOf(IRenderedComponent<ToastHost> toasts) => toasts.Find("[data-testid=toast-undo]");

    private Task<int> SetRoleAsync(Role role) => host.Product.Database.WriteAsync(
        host.Product.Workspace,
        (db, ct) => db.Set<Membership>().Where(member => member.UserId == host.Owner.UserId).ExecuteUpdateAsync(set => set.SetProperty(member => member.Role, role), ct),
        default);

    private void Listen() => host.Browser.Render<PushToasts>();

    private async Task MuteAsync(MutedToasts muted)
    {
        var user = await host.Browser.Services.GetRequiredService<CurrentUser>().GetAsync();
        await host.Browser.Services.GetRequiredService<UserPreferences>().MuteAsync(user.Actor, muted, default);
    }

    private async Task<Guid> QueueAsync(int count, int from = 0)
    {
        var customer = await host.Product.AddCustomerAsync();
        for (var i = from; i < from + count; i++)
            await host.Product.AddInvoiceAsync(customer: customer, number: $"{i}");
        return (await host.Product.Pusher.PushSentAsync(host.Product.Owner, null, PushCause.Bulk, default)).BatchId;
    }

    private Toast TheOnlyToast()
    {
        host.Browser.Render<ToastHost>().WaitForAssertion(() => Assert.Single(host.Toasts), PageHost.Patience);
        return host.Toasts[0];
    }

    private void Tell(Guid id, PushState state, Failure? failure = null) =>
        host.Product.Get<PushFeed>().Publish(Event(id, state) with { Failure = failure });

    private PushEvent Event(Guid id, PushState state) => new(
        host.Product.Workspace, id, host.Product.Queue.Connection, Guid.CreateVersion7(), "1042", state, CopyState.Waiting, null, "abc", Link, null, host.Product.Clock.GetUtcNow());
}
