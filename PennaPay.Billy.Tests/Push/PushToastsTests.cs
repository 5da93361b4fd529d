using Bunit;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Invoices;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Workspaces;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Components.Push;
using PennaPay.Billy.Web.Components.Shared;

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
    public void Failure_IsToldWithItsCauseAndOneWayOn()
    {
        Listen();
        Tell(push, PushState.Rejected, new Failure(FailureCodes.InvoiceInvalid, "entryDate: skal udfyldes"));

        var toast = TheOnlyToast();
        Assert.Equal((ToastTone.Failure, "Faktura 1042 kom ikke til Billy"), (toast.Tone, toast.Title));
        Assert.EndsWith("entryDate: skal udfyldes", toast.Text, StringComparison.Ordinal);
        Assert.StartsWith("/invoices/", toast.Action?.Href, StringComparison.Ordinal);
    }

    [Fact]
    public void Batch_MakesOneToast_HoweverManyItHas()
    {
        Listen();
        var batch = Guid.CreateVersion7();
        var pushes = Enumerable.Range(0, 40).Select(_ => Guid.CreateVersion7()).ToList();
        pushes.ForEach(id => Tell(id, PushState.Pending, batch: batch));
        host.Browser.Render<ToastHost>().WaitForAssertion(() => Assert.Equal("Sender til Billy: 0 af 40", Assert.Single(host.Toasts).Title), PageHost.Patience);

        pushes.ForEach(id => Tell(id, PushState.Succeeded, batch: batch));
        host.Browser.Render<ToastHost>().WaitForAssertion(() => Assert.Equal(ToastTone.Success, Assert.Single(host.Toasts).Tone), PageHost.Patience);
        Assert.Equal("40 fakturaer er nu kladder i Billy", Assert.Single(host.Toasts).Title);
    }

    [Fact]
    public void Batch_WithFailures_LeadsToThem()
    {
        Listen();
        var (batch, other) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        Tell(push, PushState.Pending, batch: batch);
        Tell(other, PushState.Pending, batch: batch);
        Tell(push, PushState.Succeeded, batch: batch);
        Tell(other, PushState.Rejected, new Failure(FailureCodes.VatUnmapped), batch);

        host.Browser.Render<ToastHost>().WaitForAssertion(
            () => Assert.Equal("Sendt til Billy: 1 lykkedes, 1 gjorde ikke", Assert.Single(host.Toasts).Title), PageHost.Patience);
        Assert.Equal("/history", Assert.Single(host.Toasts).Action?.Href);
    }

    [Fact]
    public void BatchOfOne_IsToldAsOnePush()
    {
        Listen();
        var batch = Guid.CreateVersion7();
        Tell(push, PushState.Pending, batch: batch);
        Tell(push, PushState.Succeeded, batch: batch);
        Assert.Equal("Faktura 1042 er nu en kladde i Billy", TheOnlyToast().Title);
    }

    [Fact]
    public void AnotherWorkspacesPush_IsNotTold()
    {
        Listen();
        host.Product.Get<PushFeed>().Publish(Event(push, PushState.Succeeded) with { Workspace = WorkspaceId.New() });
        Tell(push, PushState.Succeeded);
        Assert.Equal("Faktura 1042 er nu en kladde i Billy", TheOnlyToast().Title);
    }

    private void Listen() => host.Browser.Render<PushToasts>();

    private Toast TheOnlyToast()
    {
        host.Browser.Render<ToastHost>().WaitForAssertion(() => Assert.Single(host.Toasts), PageHost.Patience);
        return host.Toasts[0];
    }

    private void Tell(Guid id, PushState state, Failure? failure = null, Guid? batch = null) =>
        host.Product.Get<PushFeed>().Publish(Event(id, state) with { Failure = failure, BatchId = batch });

    private PushEvent Event(Guid id, PushState state) => new(
        host.Product.Workspace, id, Guid.CreateVersion7(), "1042", state, BillyState.Waiting, null, "abc", Link, null, host.Product.Clock.GetUtcNow());
}
