using AngleSharp.Dom;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Push.Looks;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Components.Practice;
using PennaPay.Billy.Web.Sandbox;
using PennaPay.Billy.Web.Sandbox.Billy;

namespace PennaPay.Billy.Tests.Practice;

/// <summary>Who practises plays the accountant, in the sandbox and nowhere else.</summary>
public sealed class PracticePageTests
{
    public PracticePageTests() => PageHost.Speak("da-DK");

    [Fact]
    public async Task WhatTheAccountantDoes_ShowsAtBothEnds_AndIsTickedOff()
    {
        await using var host = await StartAsync();
        var customer = await host.Product.AddCustomerAsync();
        var approved = await host.Product.PushAsync(await host.Product.AddInvoiceAsync(customer: customer, number: "1"));
        var changed = await host.Product.PushAsync(await host.Product.AddInvoiceAsync(customer: customer, number: "2"));
        var deleted = await host.Product.PushAsync(await host.Product.AddInvoiceAsync(customer: customer, number: "3"));
        var page = host.Open<PracticePage>("/practice");
        Assert.Equal("true", page.WaitForElement("[data-testid=practice-step-Push]", PageHost.Patience).GetAttribute("data-done"));
        Assert.Equal("Kladde", There("1"));

        Act("1", "Approve");
        Act("2", "Change");
        Act("3", "Delete");
        page.WaitForAssertion(() => Assert.Equal(("Bogført · nr. 1", "Kladde", "Slettet"), (There("1"), There("2"), There("3"))), PageHost.Patience);
        Assert.Equal(
            ["Betal halvdelen", "Betal resten", "Kreditér", "Annullér"], Row("1").QuerySelectorAll(".acts button").Select(button => button.TextContent.Trim()));
        Assert.Empty(Row("3").QuerySelectorAll(".acts button"));
        // What was seen a moment ago is not looked at again.
        host.Product.Clock.Advance(DocumentLooks.FreshFor);
        foreach (var push in (Core.Push.Ledger.LedgerEntry[])[approved, changed, deleted])
            await host.Product.Get<DocumentLooks>().LookAtAsync(host.Product.Workspace, push.InvoiceId, default);

        await host.EventuallyAsync(() => Assert.Equal(
            ["true", "true", "true", "true", "false"],
            ((string[])["Push", "Approve", "Change", "Delete", "Outage"]).Select(step => page.Find($"[data-testid=practice-step-{step}]").GetAttribute("data-done"))));
        Assert.Equal(CopyState.Booked, (await host.Product.InvoiceAsync(approved.InvoiceId)).CopyState);
        Act("1", "PayHalf");
        page.WaitForAssertion(() => Assert.Equal("Delvist betalt · nr. 1", There("1")), PageHost.Patience);
        Act("1", "Pay");
        page.WaitForAssertion(() => Assert.Equal("Betalt · nr. 1", There("1")), PageHost.Patience);

        IElement Row(string number) => page.Find($"[data-testid=practice-row][data-number='{number}']");
        string There(string number) => Row(number).QuerySelector("[data-testid=practice-there]")!.TextContent;
        void Act(string number, string act) => Row(number).QuerySelector($"[data-testid=practice-{act}]")!.Click();
    }

    [Fact]
    public async Task Outage_LastsUntilItIsEnded()
    {
        await using var host = await StartAsync();
        var page = host.Open<PracticePage>("/practice");
        page.WaitForElement("[data-testid=practice-outage]", PageHost.Patience).Click();
        page.WaitForElement("[data-testid=practice-away]", PageHost.Patience);
        var push = await host.Product.PushAsync(await host.Product.AddInvoiceAsync());
        Assert.NotEqual(Core.Push.PushState.Succeeded, push.State);

        page.Find("[data-testid=practice-outage]").Click();
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid=practice-away]")), PageHost.Patience);
        await host.Product.RunToQuiescenceAsync();

        Assert.Equal(Core.Push.PushState.Succeeded, (await host.Product.EntryAsync(push.Id)).State);
        Assert.Single(host.Product.Billy.Invoices(host.Product.Token));
        Assert.Equal("true", page.Find("[data-testid=practice-step-Outage]").GetAttribute("data-done"));
    }

    [Fact]
    public async Task WhatHasBecomeSomethingElse_IsNotDone_AndSaidSo()
    {
        await using var host = await StartAsync();
        var push = await host.Product.PushAsync(await host.Product.AddInvoiceAsync());
        var page = host.Open<PracticePage>("/practice");
        page.WaitForElement("[data-testid=practice-Delete]", PageHost.Patience);
        host.Product.Billy.Approve(host.Product.Token, push.RemoteId!);

        page.Find("[data-testid=practice-Delete]").Click();

        page.WaitForAssertion(() => Assert.Equal("Det kan ikke længere lade sig gøre", Assert.Single(host.Toasts).Title), PageHost.Patience);
        Assert.Equal("approved", Assert.Single(host.Product.Billy.Invoices(host.Product.Token)).GetProperty("state").GetString());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task WithoutASandbox_NothingIsOffered(bool enabled)
    {
        await using var host = await StartAsync(enabled, connected: !enabled);
        var page = host.Open<PracticePage>("/practice");
        page.WaitForElement("[data-testid=empty-state]", PageHost.Patience);
        Assert.Empty(page.FindAll("[data-testid=practice-outage], [data-testid=practice-documents]"));
    }

    [Fact]
    public async Task RealConnection_IsNeverPractisedOn()
    {
        await using var host = await StartAsync();
        await host.Product.PushAsync(await host.Product.AddInvoiceAsync());
        new Upgrade.SqliteFile(host.Product.DataDirectory).Run("""UPDATE "Connections" SET "UsesSandbox" = 0""");

        Assert.Null(await Desk(host, enabled: true).OpenAsync(host.Owner, default));
    }

    private static async Task<PageHost> StartAsync(bool enabled = true, bool connected = true)
    {
        var host = await PageHost.StartAsync(connected);
        host.Browser.Services.AddSingleton(Desk(host, enabled));
        return host;
    }

    private static PracticeDesk Desk(PageHost host, bool enabled) => new(
        host.Product.Get<ConnectionOpener>(), [new BillyPractice(host.Product.Billy)], [], Options.Create(new SandboxOptions { Enabled = enabled }));
}
