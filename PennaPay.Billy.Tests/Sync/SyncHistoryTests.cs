using System.Globalization;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Links;
using PennaPay.Billy.Core.Sync;
using PennaPay.Billy.Core.Sync.Fields;
using PennaPay.Billy.Core.Sync.Questions;
using PennaPay.Billy.Core.Sync.Runs;
using PennaPay.Billy.Core.Sync.Running;
using PennaPay.Billy.Core.Sync.Settings;
using PennaPay.Billy.Tests.Support;

namespace PennaPay.Billy.Tests.Sync;

/// <summary>
/// Random lives of both sides: people add, edit, delete and put aside, requests fail in every way, and the program dies in
/// the middle of runs. In the end both sides say the same, nothing is there twice, and nothing that was written over is lost.
/// </summary>
public sealed class SyncHistoryTests
{
    private static readonly string[] Names = ["Nordlys ApS", "Nordlys, ApS", "Bager Hansen", "bager hansen", "Å og Ø I/S", "Smith Inc.", "Kaj"];
    private static readonly string?[] Emails = ["a@a.dk", "A@A.dk ", "b@b.dk", "c@c.dk", null];
    private static readonly string?[] Phones = ["12345678", "+45 12 34 56 78", "87654321", "0045 8765 4321", null];
    private static readonly string?[] Streets = ["Vej 1", " Vej  1", "Gade 2", null];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, Slow.Count(10, 120))];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task BothSides_Converge_WithoutADuplicate_AndWithoutALoss(int seed)
    {
        var random = new Random(seed);
        var choices = new ModuleChoices
        {
            IsOn = true,
            Direction = (SyncDirection)random.Next(3),
            Priority = (SyncPriority)random.Next(3),
            CreatesHere = random.Next(4) > 0,
            CreatesThere = random.Next(4) > 0,
        };
        await using var host = await SyncHost.StartAsync(choices);
        List<Guid> ours = [];
        for (var i = 0; i < 4; i++)
            await LiveAsync(host, random, ours);
        await host.BeginAsync();
        for (var step = 0; step < 25; step++)
        {
            for (var i = random.Next(3); i >= 0; i--)
                await LiveAsync(host, random, ours);
            if (random.Next(3) == 0)
                await host.AnswerAsync(question => random.Next(2) == 0 ? Answer(random, question) : null);
            await TroubledRunAsync(host, random);
            host.Product.Clock.Advance(TimeSpan.FromMinutes(random.Next(1, 20)));
        }

        // Quiet at last: the account answers, and what may still turn up has had its time.
        host.Account.Trouble = (_, _) => { };
        for (var i = 0; i < 3; i++)
        {
            host.Product.Clock.Advance(TimeSpan.FromHours(1));
            Assert.Null((await host.RunAsync()).Failure);
        }

        var (writes, versions) = (host.Account.Writes, await VersionsAsync(host, ours));
        var last = await host.RunAsync();
        Assert.Equal(writes, host.Account.Writes);
        Assert.Equal(versions, await VersionsAsync(host, ours));
        Assert.DoesNotContain(await host.ItemsAsync(last), item => item.Outcome is SyncOutcome.Created or SyncOutcome.Updated or SyncOutcome.Linked or SyncOutcome.Failed);

        await NothingIsTwiceAsync(host);
        await LinkedAreAlikeAsync(host, choices);
        await NothingWasLostAsync(host);
    }

    // What one of ours was created as over there is there once, whatever happened to the request.
    private static async Task NothingIsTwiceAsync(SyncHost host)
    {
        var links = await host.AllAsync<RecordLink>();
        Assert.Equal(links.Count, links.Select(link => link.RemoteId).Distinct().Count());
        Assert.Equal(links.Count, links.Select(link => link.LocalId).Distinct().Count());
        Assert.DoesNotContain(
            host.Account.Records.Values.Where(record => record.Id[0] == 'n').Select(record => record.Of("contactNo") ?? "").CountBy(number => number),
            number => number.Value > 1);
    }

    private static async Task LinkedAreAlikeAsync(SyncHost host, ModuleChoices choices)
    {
        var open = (await host.AllAsync<SyncQuestion>()).Where(question => question.ClosedAt is null).ToList();
        var kept = (await host.AllAsync<SyncQuestion>()).Where(question => question.Answer == SyncAnswer.KeepApart).ToList();
        foreach (var link in await host.AllAsync<RecordLink>())
        {
            if (await host.CustomerAsync(link.LocalId) is not { } ours || !host.Account.Records.TryGetValue(link.RemoteId, out var theirs) || theirs.IsArchived)
                continue;
            foreach (var (here, there, type, field) in new[]
            {
                (ours.Name, theirs.Of("name"), FieldType.Text, "name=name"), (ours.Email, theirs.Of("email"), FieldType.Email, "email=email"),
                (ours.Phone, theirs.Of("phone"), FieldType.Phone, "phone=phone"), (ours.Street, theirs.Of("street"), FieldType.Text, "street=street"),
            })
            {
                // A question that waits, one that was answered by letting them differ, and what the source never had may differ.
                if (open.Concat(kept).Any(question => question.LocalId == link.LocalId && question.Field == field))
                    continue;
                if (choices.Direction == SyncDirection.ToThere && string.IsNullOrWhiteSpace(here) || choices.Direction == SyncDirection.ToHere && string.IsNullOrWhiteSpace(there))
                    continue;
                Assert.True(FieldValue.Same(type, here, there), $"{field} of {link.LocalId}: here {here}, there {there}");
            }
        }
    }

    // Each value that the program wrote over, on a record that is still there, stands in the history.
    private static async Task NothingWasLostAsync(SyncHost host)
    {
        var items = (await host.AllAsync<SyncItem>()).ToDictionary(item => item.Id);
        var noted = (await host.AllAsync<SyncChange>()).Where(change => change.Side == SyncSide.There)
            .Select(change => (items[change.ItemId].RemoteId, change.Field, change.Old)).ToHashSet();
        Assert.All(
            host.Account.Written.Where(written => written.Old is not null && written.Old != written.New),
            written => Assert.Contains((written.Id, written.Field, written.Old), noted));
    }

    private static async Task LiveAsync(SyncHost host, Random random, List<Guid> ours)
    {
        // What a person wanted deleted here too is gone.
        for (var i = ours.Count - 1; i >= 0; i--)
        {
            if (await host.CustomerAsync(ours[i]) is null)
                ours.RemoveAt(i);
        }

        var there = host.Account.Records.Keys.Order(StringComparer.Ordinal).ToList();
        switch (random.Next(10))
        {
            case 0 or 1:
                ours.Add(await host.SaveAsync(null, form => (form.Name, form.Email, form.Phone, form.Street) = (Of(Names), Of(Emails), Of(Phones), Of(Streets))));
                break;
            case 2 or 3:
                host.Account.Add(Of(Names)!, ("email", Of(Emails)), ("phone", Of(Phones)), ("street", Of(Streets)));
                break;
            case 4 or 5 when ours.Count > 0:
                await host.SaveAsync(ours[random.Next(ours.Count)], form => (form.Email, form.Phone, form.Street) = (Of(Emails), Of(Phones), Of(Streets)));
                break;
            case 6 or 7 when there.Count > 0:
                host.Account.Edit(there[random.Next(there.Count)], ("email", Of(Emails)), ("phone", Of(Phones)), ("street", Of(Streets)));
                break;
            case 8 when there.Count > 0 && random.Next(2) == 0:
                host.Account.Delete(there[random.Next(there.Count)]);
                break;
            case 8 when there.Count > 0 && random.Next(2) == 0:
                host.Account.Archive(there[random.Next(there.Count)]);
                break;
            case 9 when ours.Count > 0 && random.Next(2) == 0:
                var gone = ours[random.Next(ours.Count)];
                ours.Remove(gone);
                await host.Product.Get<Core.Records.Customers.CustomerEditor>().DeleteAsync(host.Product.Owner, gone, default);
                break;
        }

        T Of<T>(T[] values) => values[random.Next(values.Length)];
    }

    private static async Task TroubledRunAsync(SyncHost host, Random random)
    {
        using var life = new CancellationTokenSource();
        host.Account.Trouble = (request, done) =>
        {
            switch (random.Next(14))
            {
                case 0:
                    // The program dies here: nothing that comes after this is done.
                    life.Cancel();
                    throw new OperationCanceledException(life.Token);
                case 1:
                    throw new ApiException(ApiFailure.TimedOut, "too long") { MayHaveBeenProcessed = request is not ("list" or "get") };
                case 2 when !done:
                    throw new ApiException(ApiFailure.Unavailable, "refused") { MayHaveBeenProcessed = false };
                case 3 when !done && request is not ("list" or "get"):
                    throw new ApiException(ApiFailure.Invalid, "not so") { MayHaveBeenProcessed = false };
            }
        };
        var started = await host.Product.Get<SyncRuns>().StartAsync(host.Product.Owner, host.Connection, dry: random.Next(5) == 0, null, default);
        while (true)
        {
            try
            {
                await host.DoAsync(started, life.Token);
                return;
            }
            catch (OperationCanceledException)
            {
                // Started again, it goes on.
                var run = Assert.IsType<StartResult.Started>(started).Run;
                host.Account.Trouble = (_, _) => { };
                await host.Product.Get<SyncProcessor>().RunAsync(host.Product.Workspace, run, default);
                return;
            }
        }
    }

    private static (SyncAnswer, string?) Answer(Random random, SyncQuestion question) => question.Kind switch
    {
        SyncQuestionKind.Match => random.Next(3) switch
        {
            0 when question.Candidates is { } json => (SyncAnswer.Link, System.Text.Json.JsonSerializer.Deserialize<MatchCandidate[]>(json)![0].Id),
            1 => (SyncAnswer.Create, null),
            _ => (SyncAnswer.Leave, null),
        },
        SyncQuestionKind.Conflict or SyncQuestionKind.Emptied => ((SyncAnswer)random.Next(3), null),
        _ => (random.Next(3) switch { 0 => SyncAnswer.Create, 1 => SyncAnswer.Delete, _ => SyncAnswer.Leave }, null),
    };

    private static async Task<string> VersionsAsync(SyncHost host, List<Guid> ours)
    {
        var versions = new List<string>();
        foreach (var id in ours)
            versions.Add($"{id}:{(await host.CustomerAsync(id))?.Version.ToString(CultureInfo.InvariantCulture)}");
        return string.Join(' ', versions);
    }
}
