#if CRASH_POINTS
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Links;
using PennaPay.Billy.Core.Records.Products;
using PennaPay.Billy.Core.Sync;
using PennaPay.Billy.Core.Sync.Running;
using PennaPay.Billy.Core.Sync.Runs;
using PennaPay.Billy.Core.Sync.Settings;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Tests.Push;
using PennaPay.Billy.Tests.Push.Crash;

namespace PennaPay.Billy.Tests.Sync;

/// <summary>
/// A program is killed in the middle of a run that creates and changes records in Billy. The next one goes on, and each of ours is
/// there once.
/// </summary>
public sealed class SyncCrashTests
{
    private static readonly string[] Points =
    [
        "sync.after-intention", "sync.before-create", "sync.after-create", "sync.before-change", "sync.after-change", "sync.before-settling",
        "sync.after-settling",
    ];

    public static TheoryData<string> Deaths
    {
        get
        {
            var deaths = new TheoryData<string>();
            foreach (var point in Points)
            {
                foreach (var time in new[] { 1, 2 })
                    deaths.Add($"{point}#{time}");
            }

            return deaths;
        }
    }

    [Theory]
    [MemberData(nameof(Deaths))]
    [Trait("Category", "Crash")]
    public async Task Run_KilledThere_GoesOn_AndCreatesNothingTwice(string point)
    {
        await using var host = await PushHost.StartAsync();
        var on = new ModuleChoices { IsOn = true, CreatesHere = false };
        var choices = new SyncChoices().With(SyncModule.Organizations, on).With(SyncModule.Products, on);
        Assert.NotNull(await host.Get<SyncSettingsEditor>().SaveAsync(host.Owner, BillySystem.SystemId, choices, 0, default));
        string[] names = ["Første ny ApS", "Anden ny ApS", "Tredje ny ApS"];
        foreach (var name in names)
            await host.AddCustomerAsync(name, cvr: null);
        string[] products = ["Første vare", "Anden vare"];
        foreach (var name in products)
            await host.Get<ProductEditor>().SaveAsync(host.Owner, new ProductForm { Name = name, UnitPrice = 125 }, default);
        // What is matched by its number, and differs, is changed.
        for (var i = 0; i < 2; i++)
            await MatchAsync(host, $"Mødt {i} ApS", i == 0 ? "12345674" : "87654325");

        var before = Names(host, "contacts").Count;
        var dry = await StartAsync(host, dry: true, null);
        await host.Get<SyncProcessor>().RunAsync(host.Workspace, dry, default);
        var run = await StartAsync(host, dry: false, dry);
        await CrashMatrixTests.RunChildAsync(host, Guid.Empty, point, $"{CrashingChild.Sync}:{run}");

        await host.RestartAsync();
        await host.Get<SyncProcessor>().RunAsync(host.Workspace, run, default);
        host.Clock.Advance(TimeSpan.FromHours(1));
        var last = run;
        for (var i = 0; i < 2; i++)
            await host.Get<SyncProcessor>().RunAsync(host.Workspace, last = await StartAsync(host, dry: false, null), default);

        var contacts = Names(host, "contacts");
        Assert.All(names, name => Assert.Single(contacts, name));
        Assert.Equal(before + names.Length, contacts.Count);
        Assert.All(products, name => Assert.Single(Names(host, "products"), name));
        await using var db = host.Database.Read(host.Workspace);
        Assert.Equal(names.Length + products.Length + 2, await db.Set<RecordLink>().CountAsync());
        Assert.Empty(await db.Set<SyncItem>().Where(item => !item.IsSettled).ToListAsync());
        Assert.Equal(SyncRunState.Done, await db.Set<SyncRun>().Where(known => known.Id == run).Select(known => known.State).SingleAsync());
        Assert.Empty((await db.Set<SyncItem>().Where(item => item.RunId == last).ToListAsync()).Select(item => $"{item.Title} {item.Side} {item.Outcome} {item.FailureCode}"));
    }

    private static async Task MatchAsync(PushHost host, string name, string number)
    {
        await host.AddCustomerAsync(name, number);
        using var client = new HttpClient { BaseAddress = host.Sandbox.BaseAddress };
        client.DefaultRequestHeaders.Add("X-Access-Token", host.Token);
        using var content = new StringContent(
            JsonSerializer.Serialize(new { contact = new { name = name.ToUpperInvariant(), countryId = "DK", registrationNo = number, phone = "12345678" } }),
            System.Text.Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync(new Uri("contacts", UriKind.Relative), content);
        answer.EnsureSuccessStatusCode();
    }

    private static async Task<Guid> StartAsync(PushHost host, bool dry, Guid? agreed)
    {
        var result = await host.Get<SyncRuns>().StartAsync(host.Owner, host.Queue.Connection, dry, agreed, default);
        Assert.Null((result as StartResult.Refused)?.Failure);
        return ((StartResult.Started)result).Run;
    }

    private static List<string> Names(PushHost host, string resource) =>
        [.. host.Billy.Records(host.Token, resource).Select(record => record.GetProperty("name").GetString()!)];
}
#endif
