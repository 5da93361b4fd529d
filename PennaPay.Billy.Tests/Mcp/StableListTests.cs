using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PennaPay.Billy.Core.Systems.Billy.Lookup;
using PennaPay.Billy.Tests.Support;

namespace PennaPay.Billy.Tests.Mcp;

/// <summary>
/// Lists that are changed while they are read: before each request to Billy somebody may add, delete, rename or archive contacts
/// there. What belonged to the list throughout comes exactly once, by whatever pages it is read.
/// </summary>
public sealed class StableListTests
{
    [Fact]
    public async Task What_was_there_throughout_comes_once_and_only_once()
    {
        var meddler = new Meddler();
        await using var host = await McpHost.StartAsync(
            new(), new Dictionary<string, string?> { ["Billy:PageSize"] = "4" },
            services => services.Configure<LoggerFilterOptions>(filter => filter.MinLevel = LogLevel.Warning).ConfigureHttpClientDefaults(clients => clients.AddHttpMessageHandler(() => new Meddling(meddler))));
        var lookup = host.App.Services.GetRequiredService<BillyLookup>();
        for (var seed = 1; seed <= Slow.Count(40, 400); seed++)
        {
            var dice = new Random(seed);
            foreach (var left in host.Sandbox.Records(host.Token, "contacts"))
                host.Sandbox.DeleteRecord(host.Token, "contacts", left.GetProperty("id").GetString()!);
            List<string> ids = [];
            for (var i = dice.Next(30); i >= 0; i--)
                ids.Add(await host.Billy.NewContactAsync(name: $"K{dice.Next(1000):000}"));
            var onlyOpen = dice.Next(2) == 0;
            var list = new LookupList
            {
                Resource = LookupResources.Contacts,
                Filters = onlyOpen ? new Dictionary<string, string> { ["is_archived"] = "false" } : new Dictionary<string, string>(),
                SortProperty = dice.Next(3) switch { 0 => "name", 1 => "createdTime", _ => null },
                Descending = dice.Next(2) == 0,
                PageSize = dice.Next(1, 9),
            };
            HashSet<string> throughout = [.. ids];
            var (takings, byCursor) = (dice.Next(5), dice.Next(2) == 0);
            meddler.Between = () => MeddleAsync(host, dice, ids, throughout, onlyOpen, () => takings-- > 0);

            List<string> came = [];
            var page = 1;
            for (string? cursor = null; ;)
            {
                var asked = byCursor ? list with { Cursor = cursor } : list with { Page = page++ };
                var outcome = await lookup.ListAsync(host.Owner.Workspace, host.Connection, asked, default);
                var listed = Assert.IsType<LookupOutcome.Listed>(outcome);
                came.AddRange(listed.Rows.Select(row => System.Text.Json.JsonDocument.Parse(row).RootElement[0].GetString()!));
                if ((cursor = listed.NextCursor) is null)
                    break;
            }

            meddler.Between = null;
            Assert.True(came.Count == came.Distinct().Count(), $"Seed {seed}: something came twice.");
            Assert.True(throughout.IsSubsetOf(came), $"Seed {seed}: {string.Join(", ", throughout.Except(came))} did not come.");
        }
    }

    /// <summary>Changes something over there, or not. What leaves the list even for a moment was not there throughout.</summary>
    private static async Task MeddleAsync(
        McpHost host, Random dice, List<string> ids, HashSet<string> throughout, bool onlyOpen, Func<bool> mayTake)
    {
        switch (dice.Next(6))
        {
            case 0:
                ids.Add(await host.Billy.NewContactAsync(name: $"K{dice.Next(1000):000}"));
                break;
            case 1 when ids.Count > 0 && mayTake():
                var gone = ids[dice.Next(ids.Count)];
                ids.Remove(gone);
                throughout.Remove(gone);
                host.Sandbox.DeleteRecord(host.Token, "contacts", gone);
                break;
            case 2 when onlyOpen && ids.Count > 0 && mayTake():
                var hidden = ids[dice.Next(ids.Count)];
                throughout.Remove(hidden);
                host.Sandbox.EditRecord(host.Token, "contacts", hidden, new { isArchived = true });
                break;
        }
    }

    private sealed class Meddler
    {
        public Func<Task>? Between { get; set; }
    }

    private sealed class Meddling(Meddler meddler) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (meddler.Between is { } between && request.RequestUri!.AbsolutePath.EndsWith("/contacts", StringComparison.Ordinal))
                await between();
            return await base.SendAsync(request, cancellationToken);
        }
    }
}
