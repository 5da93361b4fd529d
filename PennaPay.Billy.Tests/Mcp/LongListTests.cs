using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Core.Keys.Calls;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Tests.Support;

namespace PennaPay.Billy.Tests.Mcp;

/// <summary>Lists that take longer than whoever asks waits: Billy is held up at its second page here.</summary>
public sealed class LongListTests : IAsyncLifetime
{
    private readonly TestClock clock = new();
    private readonly Gate gate = new();
    private McpHost host = null!;

    public async Task InitializeAsync()
    {
        host = await McpHost.StartAsync(
            new(), new Dictionary<string, string?> { ["Billy:PageSize"] = "3", ["Billy:RequestTimeout"] = "00:02:00" },
            services => services.AddSingleton<TimeProvider>(clock)
                .ConfigureHttpClientDefaults(clients => clients.AddHttpMessageHandler(() => new Gatekeeper(gate))));
        for (var i = 0; i < 8; i++)
            await host.Billy.NewContactAsync(name: $"Kunde {i}");
    }

    public async Task DisposeAsync()
    {
        gate.Open();
        await host.DisposeAsync();
    }

    [Fact]
    public async Task Who_gives_up_finds_the_reading_further_on()
    {
        var first = await host.CallAsync("list-contacts-tool", new { page_size = 2 });
        gate.Close();
        var waiting = host.CallAsync("list-contacts-tool", new { page_size = 2, cursor = first.NextCursor });
        await gate.SomebodyIsThere;
        clock.Advance(TimeSpan.FromSeconds(41));

        var refused = await waiting;
        Assert.Equal(("list_being_read", 10), (refused.Code, refused.Json.GetProperty("retryAfterSeconds").GetInt32()));

        gate.Open();
        var second = await host.CallAsync("list-contacts-tool", new { page_size = 2, cursor = first.NextCursor });
        var third = await host.CallAsync("list-contacts-tool", new { cursor = second.NextCursor });
        Assert.Equal(8, first.Column("id").Concat(second.Column("id")).Concat(third.Column("id")).Distinct().Count());
        Assert.Equal((8, 0), (third.Total, third.Left));
    }

    [Fact]
    public async Task A_list_that_must_be_read_whole_is_the_same_reading_when_it_is_asked_for_again()
    {
        await host.Billy.PostAsync("contacts", new { contact = new { name = "Elektrikeren", countryId = "DK", registrationNo = "25313763" } });
        gate.Close();
        var waiting = host.CallAsync("list-contacts-tool", new { registration_no = "25313763" });
        await gate.SomebodyIsThere;
        clock.Advance(TimeSpan.FromSeconds(41));
        Assert.Equal("list_being_read", (await waiting).Code);
        var before = host.Sandbox.Requests(host.Token).Count;

        gate.Open();
        Assert.Equal(["Elektrikeren"], (await host.CallAsync("list-contacts-tool", new { registration_no = "25313763" })).Column("name"));

        // Two readings of three pages, of which the first page was there.
        Assert.InRange(host.Sandbox.Requests(host.Token).Count - before, 1, 6);
    }

    [Fact]
    public async Task A_reading_ends_with_its_connection()
    {
        var first = await host.CallAsync("list-contacts-tool", new { page_size = 2 });
        gate.Close();
        var waiting = host.CallAsync("list-contacts-tool", new { page_size = 2, cursor = first.NextCursor });
        await gate.SomebodyIsThere;
        await host.App.Services.GetRequiredService<BillyConnector>().DisconnectAsync(host.Owner, default);
        var before = host.Sandbox.Requests(host.Token).Count;

        gate.Open();

        Assert.Equal("token_rejected", (await waiting).Code);
        Assert.Equal(before + 1, host.Sandbox.Requests(host.Token).Count); // the page that had begun
        Assert.Equal("not_connected", (await host.CallAsync("list-contacts-tool", new { cursor = first.NextCursor })).Code);
    }

    [Fact]
    public async Task A_call_that_nobody_waits_for_is_noted_all_the_same()
    {
        gate.Close();
        using var gone = new CancellationTokenSource();
        await using var client = await host.ClientAsync();
        var call = client.CallToolAsync("list-contacts-tool", new Dictionary<string, object?> { ["page"] = 2, ["page_size"] = 3 }, cancellationToken: gone.Token);
        await gate.SomebodyIsThere;

        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await call);
        var log = host.App.Services.GetRequiredService<KeyCallLog>();
        await Until.TrueAsync(async () => await log.ListAsync(host.Owner.Workspace, null, null, 10, default) is [{ Outcome: KeyCall.CutOff, Tool: "list-contacts-tool" }]);
    }

    [Fact]
    public async Task A_cursor_tells_the_conditions_of_its_list_and_takes_no_others()
    {
        var first = await host.CallAsync("list-contacts-tool", new { q = "Kunde", sort_property = "name", sort_direction = "DESC", page_size = 5 });

        var next = await host.CallAsync("list-contacts-tool", new { cursor = first.NextCursor });
        var other = await host.CallAsync("list-contacts-tool", new { q = "Ingen", cursor = first.NextCursor });

        Assert.Equal(["Kunde 7", "Kunde 6", "Kunde 5", "Kunde 4", "Kunde 3", "Kunde 2", "Kunde 1", "Kunde 0"], first.Column("name").Concat(next.Column("name")));
        Assert.Equal(("Kunde", "DESC"), (Applied(next, "q"), Applied(next, "sort_direction")));
        Assert.Equal("arguments_invalid", other.Code);

        static string? Applied(McpAnswer answer, string name) => answer.Json.GetProperty("appliedFilters").GetProperty(name).GetString();
    }

    [Fact]
    public async Task Rows_that_were_read_earlier_say_so()
    {
        var first = await host.CallAsync("list-contacts-tool", new { page_size = 2 });
        clock.Advance(TimeSpan.FromMinutes(10));
        var later = await host.CallAsync("list-contacts-tool", new { page_size = 2, page = 3 });
        var again = await host.CallAsync("list-contacts-tool", new { page_size = 1, cursor = first.NextCursor });

        Assert.Equal(TimeSpan.FromMinutes(10), AsOf(later) - AsOf(first));
        Assert.Equal(AsOf(first), AsOf(again));

        static DateTimeOffset AsOf(McpAnswer answer) => answer.Json.GetProperty("asOf").GetDateTimeOffset();
    }

    [Fact]
    public async Task Names_that_are_kept_say_of_when_they_are()
    {
        var product = new { product_id = await host.Billy.NewProductAsync("Rådgivning på Ærø") };
        var first = await host.CallAsync("get-product-tool", product);
        clock.Advance(TimeSpan.FromMinutes(3));
        var second = await host.CallAsync("get-product-tool", product);
        clock.Advance(TimeSpan.FromMinutes(3));
        var third = await host.CallAsync("get-product-tool", product);

        Assert.Equal(
            (TimeSpan.Zero, TimeSpan.FromMinutes(3), TimeSpan.Zero), (Age(first), Age(second), Age(third)));
        Assert.Contains("Rådgivning på Ærø", first.Text, StringComparison.Ordinal);

        static TimeSpan Age(McpAnswer answer) =>
            answer.Json.GetProperty("asOf").GetDateTimeOffset() - answer.Json.GetProperty("namesAsOf").GetDateTimeOffset();
    }

    private sealed class Gate
    {
        private readonly Lock gate = new();
        private TaskCompletionSource opened = Done();
        private TaskCompletionSource arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task SomebodyIsThere => arrived.Task;

        public void Close()
        {
            lock (gate)
                opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        public void Open()
        {
            lock (gate)
                opened.TrySetResult();
        }

        public Task PassAsync()
        {
            lock (gate)
            {
                if (!opened.Task.IsCompleted)
                    arrived.TrySetResult();
                return opened.Task;
            }
        }

        private static TaskCompletionSource Done()
        {
            var done = new TaskCompletionSource();
            done.SetResult();
            return done;
        }
    }

    private sealed class Gatekeeper(Gate gate) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.RequestUri!.Query.Contains("page=2", StringComparison.Ordinal))
                await gate.PassAsync();
            return await base.SendAsync(request, cancellationToken);
        }
    }
}
