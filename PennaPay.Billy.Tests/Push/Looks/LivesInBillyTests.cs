using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Push.Looks;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Tests.Support;

namespace PennaPay.Billy.Tests.Push.Looks;

/// <summary>
/// Random lives of invoices: pushed, edited here and there, approved, paid, credited, voided, deleted, the organisation switched, the
/// books emptied. Once everything was looked at, the list says what Billy holds.
/// </summary>
public sealed class LivesInBillyTests
{
    private const int Invoices = 8;
    private const int Steps = 60;

    public static TheoryData<int> Lives => [.. Enumerable.Range(1, Slow.Count(5, 40))];

    [Theory]
    [MemberData(nameof(Lives))]
    public async Task WhatTheListSays_IsWhatBillyHolds_OnceItWasLookedAt(int seed)
    {
        var random = new Random(seed);
        await using var host = await PushHost.StartAsync();
        string[] organisations = [host.Token, host.Billy.CreateCompany(new() { Name = "Nordlys ApS" })];
        var token = organisations[0];
        var customer = await host.AddCustomerAsync();
        List<Invoice> invoices = [];
        for (var i = 0; i < Invoices; i++)
            invoices.Add(await host.AddInvoiceAsync(customer: customer, number: $"{100 + i}"));
        // What the draft in Billy was made of, by its id.
        Dictionary<string, int> revisions = [];
        var worker = host.Create<LookWorker>();
        List<string> life = [];

        for (var step = 0; step < Steps; step++)
        {
            var invoice = invoices[random.Next(Invoices)];
            var act = Acts[random.Next(Acts.Length)];
            life.Add($"{act} {invoice.Number}");
            switch (act)
            {
                case "push":
                    await host.QueueAsync(invoice);
                    await host.DrainAsync();
                    await NoteRevisionsAsync();
                    break;
                case "edit":
                    await host.EditAsync(invoice.Id, edited => edited.Lines[0].UnitPrice += 1);
                    break;
                case "switch":
                    token = organisations.First(other => other != token);
                    await host.ConnectAsync(token);
                    break;
                case "wait":
                    await LookAsync(random.Next(5, 40));
                    break;
                case "empty":
                    foreach (var draft in host.Billy.Invoices(token).Where(held => held.GetProperty("state").GetString() == "draft"))
                        host.Billy.Delete(token, draft.GetProperty("id").GetString()!);
                    break;
                default:
                    Human(act, invoice);
                    break;
            }

            if (step % 20 == 19)
                await CompareAsync();
        }

        void Human(string act, Invoice invoice)
        {
            if (host.Billy.Invoices(token).LastOrDefault(held => held.GetProperty("orderNo").GetString() == invoice.Number) is not { ValueKind: JsonValueKind.Object } held)
                return;
            var id = held.GetProperty("id").GetString()!;
            try
            {
                switch (act)
                {
                    case "approve": host.Billy.Approve(token, id); break;
                    case "change": host.Billy.Edit(token, id, new { contactMessage = $"Rettet {random.Next()}" }); break;
                    case "delete": host.Billy.Delete(token, id); break;
                    case "pay-part" when held.GetProperty("balance").GetDecimal() > 100: host.Billy.Pay(token, id, 100); break;
                    case "pay" when held.GetProperty("balance").GetDecimal() > 0: host.Billy.Pay(token, id); break;
                    case "credit": host.Billy.Credit(token, id); break;
                    case "void": host.Billy.Void(token, id); break;
                }
            }
            catch (InvalidOperationException)
            {
                // That cannot be done to it as it is.
            }
        }

        async Task LookAsync(int seconds)
        {
            for (var second = 0; second < seconds; second++)
            {
                await host.Clock.RunAsync(worker.RunAsync(default), TimeSpan.FromSeconds(5));
                host.Clock.Advance(LookWorker.Tick);
            }
        }

        async Task NoteRevisionsAsync()
        {
            foreach (var push in (await host.EntriesAsync()).Where(e => e is { State: Core.Push.PushState.Succeeded, RemoteId: not null }))
                revisions[push.RemoteId!] = push.Revision;
        }

        async Task CompareAsync()
        {
            await LookAsync(120);
            await using var db = host.Database.Read(host.Workspace);
            foreach (var shown in await db.Set<Invoice>().AsNoTracking().ToListAsync())
            {
                var expected = Expected(shown);
                if (!expected.Contains(shown.CopyState))
                    Assert.Fail($"Invoice {shown.Number} says {shown.CopyState}, not {string.Join(" or ", expected)}, after {string.Join(", ", life)}.");
            }
        }

        CopyState[] Expected(Invoice shown)
        {
            if (shown.RemoteId is not { } id)
                return [CopyState.NotPushed, CopyState.Failed];
            var held = host.Billy.Invoices(token).ToList();
            if (held.Find(one => one.GetProperty("id").GetString() == id) is not { ValueKind: JsonValueKind.Object } document)
                return [CopyState.Deleted];
            var gross = document.GetProperty("grossAmount").GetDecimal();
            var credited = held.Where(one => one.GetProperty("creditedInvoiceId").GetString() == id && one.GetProperty("state").GetString() == "approved")
                .Sum(one => one.GetProperty("grossAmount").GetDecimal());
            return (document.GetProperty("state").GetString(), document) switch
            {
                ("voided", _) => [CopyState.Voided],
                ("draft", _) when document.GetProperty("contactMessage").GetString()?.StartsWith("Rettet", StringComparison.Ordinal) == true => [CopyState.ChangedThere],
                ("draft", _) => [revisions[id] == shown.Revision ? CopyState.Present : CopyState.Changed],
                _ when credited >= gross => [CopyState.Credited],
                _ when document.GetProperty("isPaid").GetBoolean() => [CopyState.Paid],
                _ when document.GetProperty("balance").GetDecimal() < gross => [CopyState.PartlyPaid],
                _ => [CopyState.Booked],
            };
        }
    }

    // Each as often as it is named: most of what is pushed shall get far.
    private static readonly string[] Acts =
    [
        .. Enumerable.Repeat("push", 14), .. Enumerable.Repeat("approve", 8), .. Enumerable.Repeat("edit", 3), .. Enumerable.Repeat("pay", 4),
        .. Enumerable.Repeat("credit", 4), .. Enumerable.Repeat("pay-part", 3), .. Enumerable.Repeat("change", 2), .. Enumerable.Repeat("wait", 4),
        "void", "delete", "switch", "empty",
    ];
}
