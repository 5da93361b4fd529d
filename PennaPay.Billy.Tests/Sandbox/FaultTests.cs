using System.Text.Json;
using PennaPay.Billy.Web.Sandbox.Engine;
using PennaPay.Billy.Tests.Support;

namespace PennaPay.Billy.Tests.Sandbox;

[Collection(SharedSandbox.Name)]
public sealed class FaultTests(SandboxHost host)
{
    private readonly SandboxCaller billy = host.NewCompany();

    private int Drafts => host.Control.Invoices(billy.Token).Count;

    [Theory]
    [InlineData(SandboxFaultKind.Refuse, 0)]
    [InlineData(SandboxFaultKind.CommitThenDrop, 1)]
    public async Task ConnectionIsCut(SandboxFaultKind kind, int drafts)
    {
        await Assert.ThrowsAsync<HttpRequestException>(() => PostWithFaultAsync(new() { Kind = kind }));

        Assert.Equal(drafts, Drafts);
        var request = Last();
        Assert.Equal((null, drafts == 1, kind), (request.Status, request.Committed, request.Fault));
    }

    [Theory]
    [InlineData(SandboxFaultKind.Hang, 0)]
    [InlineData(SandboxFaultKind.CommitThenHang, 1)]
    public async Task ClientHasToGiveUp(SandboxFaultKind kind, int drafts)
    {
        var draft = await billy.DraftAsync();
        Plan(new() { Kind = kind });
        using var patience = new CancellationTokenSource();
        var sending = billy.SendAsync(HttpMethod.Post, "invoices", new { invoice = draft }, patience.Token);
        await Until.TrueAsync(() => Last() is { Body: not null, Fault: not null } last && (drafts == 0 || last.Committed));

        await patience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
        Assert.Equal(drafts, Drafts);
    }

    [Theory]
    [InlineData(SandboxFaultKind.ServerError, 502, 0)]
    [InlineData(SandboxFaultKind.CommitThenServerError, 500, 1)]
    public async Task ServerErrors(SandboxFaultKind kind, int status, int drafts)
    {
        var json = await PostWithFaultAsync(new() { Kind = kind, Status = status });
        Assert.Equal($"{status} INTERNAL_ERROR", json.Error);
        Assert.Equal(drafts, Drafts);

        var html = await PostWithFaultAsync(new() { Kind = kind, Status = status, AsHtml = true });
        Assert.StartsWith("<!DOCTYPE html>", html.Text, StringComparison.Ordinal);
        Assert.Equal(2 * drafts, Drafts);
    }

    [Fact]
    public async Task TooManyRequests_WithAndWithoutAHint()
    {
        var hint = await PostWithFaultAsync(new() { Kind = SandboxFaultKind.TooManyRequests, RetryAfterSeconds = 7 });
        var none = await PostWithFaultAsync(new() { Kind = SandboxFaultKind.TooManyRequests });

        Assert.Equal((429, TimeSpan.FromSeconds(7)), (hint.Code, hint.RetryAfter));
        Assert.Equal((429, (TimeSpan?)null), (none.Code, none.RetryAfter));
        Assert.Equal(0, Drafts);
    }

    [Theory]
    [InlineData(SandboxFaultKind.Unauthorized, "401 OAUTH_INVALID_ACCESS_TOKEN")]
    [InlineData(SandboxFaultKind.Forbidden, "403 OTHER")]
    [InlineData(SandboxFaultKind.Invalid, "422 INVALID_RECORD")]
    public async Task Refusals(SandboxFaultKind kind, string error)
    {
        Assert.Equal(error, (await PostWithFaultAsync(new() { Kind = kind })).Error);
        Assert.Equal(0, Drafts);
        Assert.Equal(200, (await PostWithFaultAsync(null)).Code);
    }

    [Fact]
    public async Task Invalid_SaysWhatWasPlanned()
    {
        var answer = await PostWithFaultAsync(new() { Kind = SandboxFaultKind.Invalid, Message = "Perioden er låst." });

        Assert.Equal("Perioden er låst.", answer.Json["validationErrors"]["invoice"]["message"].Text);
    }

    [Theory]
    [InlineData(SandboxFaultKind.TruncatedJson, 1)]
    [InlineData(SandboxFaultKind.TruncatedWithoutCommit, 0)]
    [InlineData(SandboxFaultKind.Html, 0)]
    [InlineData(SandboxFaultKind.HtmlAfterCommit, 1)]
    public async Task Unreadable200(SandboxFaultKind kind, int drafts)
    {
        var answer = await PostWithFaultAsync(new() { Kind = kind });

        Assert.Equal(200, answer.Code);
        Assert.ThrowsAny<JsonException>(() => answer.Json);
        Assert.Equal(drafts, Drafts);
    }

    [Fact]
    public async Task ForeignBody_ShowsAnotherRecord_StoredOrInvented()
    {
        var invented = await PostWithFaultAsync(new() { Kind = SandboxFaultKind.ForeignBody });
        var own = host.Control.Invoices(billy.Token).Single().GetProperty("id").GetString();
        var stored = await PostWithFaultAsync(new() { Kind = SandboxFaultKind.ForeignBody });

        Assert.NotEqual(own, invented.Ok["invoices"][0]["id"].Text);
        Assert.Equal(own, stored.Ok["invoices"][0]["id"].Text);
        Assert.Equal(own, stored.Ok["invoiceLines"][0]["invoiceId"].Text);
        Assert.Equal(2, Drafts);
    }

    [Fact]
    public async Task Slow_WaitsForTheClock()
    {
        Plan(new() { Kind = SandboxFaultKind.Slow, DelayMs = 90_000 });
        var before = host.Time.GetUtcNow();

        var answer = await host.Time.RunAsync(billy.GetAsync("organization"), TimeSpan.FromMinutes(2));

        Assert.Equal((200, TimeSpan.FromSeconds(90)), (answer.Code, host.Time.GetUtcNow() - before));
    }

    [Fact]
    public async Task StaleList_HidesTheNewest()
    {
        await billy.NewInvoiceAsync();
        host.Time.Advance(TimeSpan.FromMinutes(5));
        await billy.NewInvoiceAsync();
        Plan(new() { Kind = SandboxFaultKind.StaleList, HideSeconds = 60, PathContains = "/invoices" });
        Plan(new() { Kind = SandboxFaultKind.StaleList, HideRequests = 1000 });

        Assert.Equal(1, (await billy.GetAsync("invoices")).Ok["invoices"].Count);
        Assert.Equal(0, (await billy.GetAsync("invoices")).Ok["invoices"].Count);
        Assert.Equal(2, (await billy.GetAsync("invoices")).Ok["invoices"].Count);
    }

    [Fact]
    public async Task Faults_HitOnlyWhatTheyArePlannedFor()
    {
        var other = host.NewCompany();
        Plan(new() { Kind = SandboxFaultKind.Forbidden, Method = "POST", PathContains = "/contacts", Times = 2 });

        Assert.Equal(200, (await other.PostAsync("contacts", Contact)).Code);
        Assert.Equal(200, (await billy.GetAsync("contacts")).Code);
        Assert.Equal(200, (await billy.PostAsync("products", new { product = new { name = "x" } })).Code);
        Assert.Equal(403, (await billy.PostAsync("contacts", Contact)).Code);
        Assert.Equal(1, host.Control.Faults.Single(f => f.Token == billy.Token).Times);
        Assert.Equal(403, (await billy.PostAsync("contacts", Contact)).Code);
        Assert.Equal(200, (await billy.PostAsync("contacts", Contact)).Code);
    }

    [Fact]
    public async Task Probability_IsRepeatableWithASeed()
    {
        var first = await RollAsync();
        var second = await RollAsync();

        Assert.Equal(first, second);
        Assert.Contains(403, first);
        Assert.Contains(200, first);

        async Task<List<int>> RollAsync()
        {
            host.Control.ClearFaults(billy.Token);
            Plan(new() { Kind = SandboxFaultKind.Forbidden, Probability = 0.5, Seed = 7, Times = 100 });
            var statuses = new List<int>();
            for (var i = 0; i < 12; i++)
                statuses.Add((await billy.GetAsync("organization")).Code);
            host.Control.ClearFaults(billy.Token);
            return statuses;
        }
    }

    private static object Contact => new { contact = new { name = "x", countryId = "DK" } };

    private void Plan(SandboxFault fault) => host.Control.Plan(fault with { Token = billy.Token });

    private async Task<Answer> PostWithFaultAsync(SandboxFault? fault)
    {
        var draft = await billy.DraftAsync();
        if (fault is not null)
            Plan(fault);
        return await billy.PostAsync("invoices", new { invoice = draft });
    }

    private SandboxRequest Last() => host.Control.Requests(billy.Token)[^1];
}
