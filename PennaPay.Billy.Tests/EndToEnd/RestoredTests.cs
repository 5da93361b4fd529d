using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Queue;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Records.Invoices.Lists;
using PennaPay.Billy.Core.Records.Samples;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Sandbox.Billy;
using static Microsoft.Playwright.Assertions;

namespace PennaPay.Billy.Tests.EndToEnd;

/// <summary>What the owner sees after an older copy of the data was put back.</summary>
public sealed class RestoredTests
{
    [SlowBrowserFact]
    public async Task OlderCopyPutBack_IsToldUntilItWasSeen()
    {
        using var folder = new TemporaryFolder();
        using var copy = new TemporaryFolder();
        await TemplateDatabase.CopyToAsync(folder.Path);
        WorkspaceId workspace;
        List<Guid> invoices;
        await using (var app = TestApp.Start(dataDirectory: folder.Path))
        {
            var owner = await app.CreateOwnerAsync();
            workspace = owner.Workspace;
            Assert.IsType<ConnectResult.Connected>(await app.Services.GetRequiredService<BillyConnector>()
                .ConnectAsync(owner, app.Services.GetRequiredService<BillySandbox>().DefaultToken, sandbox: true, default));
            await app.Services.GetRequiredService<SampleInvoices>().LoadAsync(owner, default);
            invoices = [.. (await app.Services.GetRequiredService<InvoiceList>().PageAsync(workspace, new(Kind: InvoiceKind.Invoice), default)).Rows
                .Where(row => row.Currency == "DKK").Take(4).Select(row => row.Id)];
            foreach (var file in Directory.GetFiles(folder.Path, "*.db*"))
                File.Copy(file, Path.Combine(copy.Path, Path.GetFileName(file)));
            foreach (var invoice in invoices[..3])
                await PushAsync(app, owner, invoice);
        }

        // The older database, and everything else as it is now.
        foreach (var file in Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories).Where(file => !file.Contains(".db", StringComparison.Ordinal)))
        {
            var target = Path.Combine(copy.Path, Path.GetRelativePath(folder.Path, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        await using var again = TestApp.Start(dataDirectory: copy.Path);
        await using var window = await Browser.OpenAsync(again);
        await window.SignInAsync();
        await PushAsync(again, TestActors.OwnerOf(workspace), invoices[3]);

        await Expect(window.Test("behind")).ToBeVisibleAsync();
        await Expect(window.Test("behind-taken-over")).ToContainTextAsync("3");
        Assert.Empty(await window.AccessibilityProblemsAsync());
        await window.PictureAsync("behind");
        await window.Page.SetViewportSizeAsync(390, 900);
        await window.FitsAsync();
        await window.PictureAsync("behind-390");
        await window.Test("behind-seen").ClickAsync();
        await Expect(window.Test("behind")).ToHaveCountAsync(0);
        Assert.Equal(4, again.Services.GetRequiredService<BillySandbox>().Invoices(again.Services.GetRequiredService<BillySandbox>().DefaultToken).Count);
        Assert.Empty(window.Faults);
    }

    private static async Task PushAsync(TestApp app, Actor owner, Guid invoice)
    {
        var ended = new TaskCompletionSource();
        using var listening = app.Services.GetRequiredService<PushFeed>().Subscribe(owner.Workspace, happened =>
        {
            if (happened.InvoiceId == invoice && happened.State == PushState.Succeeded)
                ended.TrySetResult();
            return Task.CompletedTask;
        });
        Assert.IsType<QueueResult.Queued>(await app.Services.GetRequiredService<InvoicePusher>().PushAsync(owner, invoice, PushCause.Manual, default));
        await ended.Task.WaitAsync(TimeSpan.FromSeconds(60));
    }
}
