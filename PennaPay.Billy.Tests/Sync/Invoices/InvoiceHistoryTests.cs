using System.Globalization;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Push.Copies;
using PennaPay.Billy.Core.Push.Ledger;
using PennaPay.Billy.Core.Push.Targets;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Records.Payments;
using PennaPay.Billy.Core.Sync;
using PennaPay.Billy.Core.Sync.Questions;
using PennaPay.Billy.Core.Sync.Running;
using PennaPay.Billy.Core.Sync.Runs;
using PennaPay.Billy.Core.Sync.Settings;
using PennaPay.Billy.Tests.Support;

namespace PennaPay.Billy.Tests.Sync.Invoices;

/// <summary>
/// Random lives of the invoices of both sides: people issue, pay, take back and void there, write and send here, requests fail and
/// the program dies in the middle of runs. In the end each is here once and stands as it stands there, and ours went there once.
/// </summary>
public sealed class InvoiceHistoryTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, Slow.Count(8, 100))];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task BothSides_HaveEachInvoiceOnce_AsTheAccountSays(int seed)
    {
        var random = new Random(seed);
        var choices = new ModuleChoices { IsOn = true, Direction = (SyncDirection)random.Next(3), CreatesHere = random.Next(4) > 0, CreatesThere = random.Next(4) > 0 };
        await using var host = await SyncHost.StartAsync(new ModuleChoices { IsOn = true });
        await host.ChooseInvoicesAsync(choices, (SyncModule)random.Next(2));
        List<string> contacts = [host.Account.Add("Nordlys ApS"), host.Account.Add("Bager Hansen"), host.Account.Add("Kaj", ("type", "person"))];
        List<string> issued = [];
        List<Guid> sent = [];
        await host.BeginAsync();
        for (var step = 0; step < 15; step++)
        {
            for (var i = random.Next(4); i >= 0; i--)
                await LiveAsync(host, random, contacts, issued, sent);
            if (random.Next(3) == 0)
                await host.AnswerAsync(question => random.Next(2) == 0 ? Answer(random, question) : null);
            await TroubledRunAsync(host, random);
            host.Product.Clock.Advance(TimeSpan.FromMinutes(random.Next(1, 20)));
        }

        host.Invoices.Trouble = _ => { };
        Assert.Null((await host.RunAsync()).Failure);
        var last = await host.RunAsync();
        Assert.Empty((await host.AllAsync<SyncChange>()).Where(change => change.RunId == last.Id).Select(change => $"{change.Field}: {change.Old} → {change.New}"));
        Assert.Empty((await host.ItemsAsync(last)).Where(item => item.Outcome is not (SyncOutcome.Skipped or SyncOutcome.Asked)).Select(item => $"{item.Outcome} {item.Module} {item.Title} {item.FailureCode} {item.FailureDetail}"));
        await EachIsHereOnceAsync(host, choices);
        await EachWentThereOnceAsync(host, choices, sent);
    }

    private static async Task EachIsHereOnceAsync(SyncHost host, ModuleChoices choices)
    {
        var copies = (await host.AllAsync<InvoiceCopy>()).Where(copy => copy.RemoteId is not null).ToLookup(copy => copy.RemoteId!);
        var payments = (await host.AllAsync<Payment>()).ToLookup(payment => payment.InvoiceId, payment => payment.Amount);
        var asked = (await host.AllAsync<SyncQuestion>()).Where(question => question.ClosedAt is null).ToList();
        var comesHere = choices.Direction != SyncDirection.ToThere;
        foreach (var document in host.Invoices.Documents)
        {
            var copy = copies[document.Id].ToList();
            Assert.True(copy.Count <= 1, $"{document.Number} is here {copy.Count.ToString(CultureInfo.InvariantCulture)} times.");
            if (document.State == RemoteState.Draft || !comesHere && copy.Count == 0)
                Assert.Empty(copy);
            if (document.State == RemoteState.Draft || !comesHere)
                continue;
            if (copy is [var known])
            {
                Assert.Equal(document.Number, known.RemoteNumber);
                if (known.State != CopyState.NeedsAttention)
                {
                    Assert.Equal(StateOf(host, document), known.State);
                    Assert.Equal(host.Invoices.Payments.Where(payment => payment.DocumentId == document.Id).Sum(payment => Core.Values.Money.Round(payment.Amount)), payments[known.InvoiceId].Sum());
                }
            }
            else
            {
                // What is not here waits for a person, or nobody wants it.
                Assert.True(
                    !choices.CreatesHere || asked.Exists(question => question.RemoteId == document.Id || question.Candidates?.Contains($"\"{document.Id}\"", StringComparison.Ordinal) == true),
                    $"{document.Id} {document.Number} is not here.");
            }
        }

        Assert.DoesNotContain((await host.AllAsync<Invoice>()).Where(invoice => invoice.Origin == host.Invoices.Origin).CountBy(invoice => invoice.OriginId), count => count.Value > 1);
    }

    private static async Task EachWentThereOnceAsync(SyncHost host, ModuleChoices choices, List<Guid> sent)
    {
        var pushes = (await host.AllAsync<LedgerEntry>()).ToLookup(push => push.InvoiceId);
        var asked = (await host.AllAsync<SyncQuestion>()).Where(question => question.ClosedAt is null).Select(question => question.LocalId).ToHashSet();
        Assert.All(pushes, push => Assert.Single(push));
        Assert.All(pushes, push => Assert.Contains(push.Key, sent));
        if (choices.Direction != SyncDirection.ToHere && choices.CreatesThere)
            Assert.All(sent, id => Assert.True(pushes[id].Any() || asked.Contains(id)));
    }

    private static CopyState StateOf(SyncHost host, RemoteDocument document)
    {
        var credited = host.Invoices.Documents.Where(note => note.CreditedId == document.Id && note.State == RemoteState.Final).Sum(note => note.Gross);
        return document.State == RemoteState.Void ? CopyState.Voided
            : document.Kind == InvoiceKind.Invoice && credited >= document.Gross ? CopyState.Credited
            : document.IsPaid ? CopyState.Paid
            : document.Open < document.Gross && document.Kind == InvoiceKind.Invoice ? CopyState.PartlyPaid
            : CopyState.Booked;
    }

    private static async Task LiveAsync(SyncHost host, Random random, List<string> contacts, List<string> issued, List<Guid> sent)
    {
        switch (random.Next(8))
        {
            case 0 or 1:
                issued.Add(host.Invoices.Issue(contacts[random.Next(3)], $"{100 + random.Next(12)}", 100 * random.Next(1, 4), state: random.Next(5) == 0 ? RemoteState.Draft : RemoteState.Final));
                break;
            case 2 when Open(host, issued, random) is { } paid:
                host.Invoices.Pay(paid.Id, random.Next(2) == 0 ? paid.Open!.Value : paid.Open!.Value / 2);
                break;
            case 3 when host.Invoices.Payments.Count > 0 && random.Next(3) == 0:
                host.Invoices.TakeBack(host.Invoices.Payments[random.Next(host.Invoices.Payments.Count)].Id);
                break;
            case 4 when Open(host, issued, random) is { } credited && credited.Open == credited.Gross && random.Next(2) == 0 && !host.Invoices.Documents.Any(note => note.CreditedId == credited.Id):
                host.Invoices.Issue(credited.PartyId, $"{200 + random.Next(99)}", credited.Net, InvoiceKind.CreditNote, credited.Id);
                break;
            case 5 when Open(host, issued, random) is { } gone && gone.Open == gone.Gross && random.Next(4) == 0 && !host.Invoices.Documents.Any(note => note.CreditedId == gone.Id):
                host.Invoices.Void(gone.Id);
                break;
            default:
                var customers = await host.AllAsync<Customer>();
                if (customers.Count == 0)
                    break;
                // Some are the very ones that somebody typed there too.
                var invoice = await host.Product.AddInvoiceAsync(
                    one =>
                    {
                        one.IssueDate = StandInInvoices.Day;
                        one.Lines = [one.Lines[0]];
                        (one.Lines[0].Quantity, one.Lines[0].UnitPrice) = (1, 100 * random.Next(1, 4));
                    },
                    customers[random.Next(customers.Count)], $"{100 + random.Next(12)}");
                sent.Add(invoice.Id);
                break;
        }
    }

    private static RemoteDocument? Open(SyncHost host, List<string> issued, Random random)
    {
        var open = host.Invoices.Documents.Where(document => issued.Contains(document.Id) && document is { State: RemoteState.Final, Open: > 0 }
            && !host.Invoices.Documents.Any(note => note.CreditedId == document.Id)).ToList();
        return open.Count == 0 ? null : open[random.Next(open.Count)];
    }

    private static (SyncAnswer, string?) Answer(Random random, SyncQuestion question) => random.Next(3) switch
    {
        0 when question.Candidates is { } json => (SyncAnswer.Link, System.Text.Json.JsonSerializer.Deserialize<MatchCandidate[]>(json)![0].Id),
        1 => (SyncAnswer.Create, null),
        _ => (SyncAnswer.Leave, null),
    };

    private static async Task TroubledRunAsync(SyncHost host, Random random)
    {
        using var life = new CancellationTokenSource();
        host.Invoices.Trouble = _ =>
        {
            switch (random.Next(8))
            {
                case 0:
                    life.Cancel();
                    throw new OperationCanceledException(life.Token);
                case 1:
                    throw new ApiException(ApiFailure.Unavailable, "away") { MayHaveBeenProcessed = false };
            }
        };
        var started = await host.Product.Get<SyncRuns>().StartAsync(host.Product.Owner, host.Connection, dry: random.Next(5) == 0, null, default);
        try
        {
            await host.DoAsync(started, life.Token);
        }
        catch (OperationCanceledException)
        {
            host.Invoices.Trouble = _ => { };
            await host.Product.Get<SyncProcessor>().RunAsync(host.Product.Workspace, Assert.IsType<StartResult.Started>(started).Run, default);
        }
    }
}
