using PennaPay.Billy.Core.Links;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Decisions;
using PennaPay.Billy.Core.Push.Ledger;
using PennaPay.Billy.Core.Push.Targets;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Records.Payments;
using PennaPay.Billy.Core.Sync;
using PennaPay.Billy.Core.Sync.Questions;
using PennaPay.Billy.Core.Sync.Runs;
using static PennaPay.Billy.Tests.Sync.Invoices.InvoiceSteps;

namespace PennaPay.Billy.Tests.Sync.Invoices;

/// <summary>Which of the account's documents are invoices of ours: those that are beyond doubt, those that are asked about, and those of others.</summary>
public sealed class InvoiceMatchTests
{
    [Fact]
    public async Task TheSameInAll_IsTakenForOurs_AndNeitherComesInNorGoesThere()
    {
        await using var host = await StartAsync();
        var (contact, customer) = await LinkedAsync(host);
        var ours = await host.Product.AddInvoiceAsync(invoice => invoice.IssueDate = StandInInvoices.Day, await host.CustomerAsync(customer), "1001");
        var id = host.Invoices.Issue(contact, "1001", ours.Net);
        var run = await host.RunAsync();
        Assert.Equal((SyncOutcome.Linked, ours.Id, id), Assert.Single(await host.ItemsAsync(run)) is var item ? (item.Outcome, item.LocalId, item.RemoteId) : default);
        Assert.Equal((CopyState.Booked, id, "1001"), Assert.Single(await host.AllAsync<Invoice>()) is var kept ? (kept.CopyState, kept.RemoteId, kept.RemoteNumber) : default);
        Assert.Equal(PushState.Succeeded, Assert.Single(await host.AllAsync<LedgerEntry>()).State);
        await NothingToDoAsync(host);
    }

    [Theory]
    [InlineData(SyncAnswer.Link, 1, CopyState.NeedsAttention)]
    [InlineData(SyncAnswer.Create, 2, CopyState.Waiting)]
    [InlineData(SyncAnswer.Leave, 1, CopyState.NotPushed)]
    public async Task MuchTheSame_IsAsked_AndTheAnswerHolds(SyncAnswer answer, int invoices, CopyState state)
    {
        await using var host = await StartAsync();
        var (contact, customer) = await LinkedAsync(host);
        var ours = await host.Product.AddInvoiceAsync(invoice => invoice.IssueDate = StandInInvoices.Day, await host.CustomerAsync(customer), "1001");
        var id = host.Invoices.Issue(contact, "1001", ours.Net + 4);
        // A series of its own: another's invoice of that number is another invoice.
        await host.RunAsync();
        await host.RunAsync();
        var question = Assert.Single(await host.AllAsync<SyncQuestion>());
        Assert.Equal((SyncQuestionKind.Match, RecordKind.Invoice, ours.Id), (question.Kind, question.RecordKind, question.LocalId));
        Assert.Equal(CopyState.NotPushed, Assert.Single(await host.AllAsync<Invoice>()).CopyState);

        await host.AnswerAsync(_ => (answer, answer == SyncAnswer.Link ? id : null));
        await host.RunAsync();
        var all = await host.AllAsync<Invoice>();
        Assert.Equal(invoices, all.Count);
        Assert.Equal(state, all.Single(invoice => invoice.Id == ours.Id).CopyState);
        await NothingToDoAsync(host);
        Assert.Equal(answer == SyncAnswer.Leave, Assert.Single(await host.AllAsync<SyncQuestion>()).ClosedAt is null);
    }

    [Fact]
    public async Task SameNumberOfAnotherSeries_IsAnotherInvoice()
    {
        await using var host = await StartAsync();
        await LinkedAsync(host);
        var other = host.Account.Add("Bager Hansen");
        await host.Product.AddInvoiceAsync(number: "1001");
        host.Invoices.Issue(other, "1001", 7);
        await host.RunAsync();
        Assert.Equal(2, (await host.AllAsync<Invoice>()).Count);
        Assert.Empty(await host.AllAsync<SyncQuestion>());
    }

    [Fact]
    public async Task OurNumberAsItsReference_IsOurs_ThoughItsOwnIsAnother()
    {
        await using var host = await StartAsync();
        var (contact, customer) = await LinkedAsync(host);
        var ours = await host.Product.AddInvoiceAsync(invoice => invoice.IssueDate = StandInInvoices.Day, await host.CustomerAsync(customer), "500");
        var id = host.Invoices.Issue(contact, "1", ours.Net);
        host.Invoices.Change(id, document => document with { Reference = "500" });
        await host.RunAsync();
        Assert.Equal(id, Assert.Single(await host.AllAsync<Invoice>()).RemoteId);
        await NothingToDoAsync(host);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task OurKey_MakesItOurs_AnotherInstallationsComesIn(bool isOurs)
    {
        await using var host = await StartAsync();
        var (contact, _) = await LinkedAsync(host);
        var ours = await host.Product.AddInvoiceAsync(number: "500");
        var key = host.Product.Get<PushTargets>().Of(host.Invoices.System).KeyOf(await host.Product.ConnectionAsync(), isOurs ? ours : new Invoice { OriginId = "x" });
        var id = host.Invoices.Issue(contact, "1", 1);
        host.Invoices.Change(id, document => document with { Key = key });
        await host.RunAsync();
        var invoices = await host.AllAsync<Invoice>();
        Assert.Equal(isOurs ? 1 : 2, invoices.Count);
        Assert.Contains(invoices, invoice => invoice.RemoteId == id && invoice.Id == ours.Id == isOurs);
    }

    [Fact]
    public async Task WhatAnotherAccountIssued_IsNotTakenForThisOnes_NorAreItsPayments()
    {
        await using var host = await StartAsync();
        var (contact, customer) = await LinkedAsync(host);
        // As an earlier account left them: one that it issued, and a payment that it told of.
        var theirs = await host.Product.AddInvoiceAsync(
            invoice => (invoice.Origin, invoice.OriginId, invoice.IssueDate) = (host.Invoices.Origin, "old", StandInInvoices.Day), await host.CustomerAsync(customer), "1001");
        var id = host.Invoices.Issue(contact, "1001", theirs.Net);
        await host.RunAsync();
        Assert.Equal(2, (await host.AllAsync<Invoice>()).Count);
        var here = (await host.AllAsync<Invoice>()).Single(invoice => invoice.RemoteId == id);
        await host.Product.Database.WriteAsync(host.Product.Workspace, (db, _) =>
        {
            db.Add(new Payment { Id = Guid.CreateVersion7(), WorkspaceId = host.Product.Workspace, InvoiceId = here.Id, Origin = host.Invoices.Origin, OriginId = $"{Guid.NewGuid():N}:p1", Amount = 5, Day = StandInInvoices.Day });
            return Task.CompletedTask;
        }, default);
        await NothingToDoAsync(host);
        Assert.Single(await host.AllAsync<Payment>());
    }

    [Fact]
    public async Task AnsweredThatItIsTheOne_ItIs_ThoughAPushWasGivenUp()
    {
        await using var host = await StartAsync();
        var (contact, _) = await LinkedAsync(host);
        var ours = await host.Product.AddInvoiceAsync(number: "500");
        var push = await host.Product.PushDoubtfullyAsync(ours);
        await host.Product.Get<PushDecisions>().GiveUpAsync(host.Product.Owner, push.Id, default);
        var id = host.Invoices.Issue(contact, "500", ours.Net);
        await host.RunAsync();
        await host.AnswerAsync(question => question.RecordKind == RecordKind.Invoice ? (SyncAnswer.Link, id) : null);
        await host.RunAsync();
        Assert.Equal(id, (await host.AllAsync<Invoice>()).Single(invoice => invoice.Id == ours.Id).RemoteId);
        Assert.DoesNotContain(await host.ItemsAsync(await host.RunAsync()), item => item.Module == SyncModule.Invoices);
    }
}
