using System.Diagnostics;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Components.Connections;
using PennaPay.Billy.Web.Sandbox.Billy;
using static Microsoft.Playwright.Assertions;

namespace PennaPay.Billy.Tests.Security;

/// <summary>An access token is in memory while it is used, and no longer.</summary>
public sealed class TokenMemoryTests
{
    // Whoever looks must not find what the test itself holds: it is put together only for a moment at a time.
    private static readonly string[] Halves = ["c0ffee5a17ed5ecre7a5", "kab1e70cen0b0dyseesx"];

    private static string Canary => string.Concat(Halves);

    [SlowBrowserFact]
    public async Task PageWhereATokenWasPasted_HoldsItNoMore_WhenItIsConnected_AndLeavesNoneWhenItIsClosed()
    {
        await using var app = TestApp.Start();
        await app.CreateOwnerAsync();
        app.Services.GetRequiredService<BillySandbox>().CreateCompany(new() { Token = Canary });
        await using var window = await Browser.OpenAsync(app);
        await window.SignInAsync();
        await window.Page.GotoAsync(ConnectionPage.Path);
        await window.Test("token").FillAsync(Canary);
        await window.Test("token-is-sandbox").ClickAsync();
        // What is found now shows that the search sees into a page's circuit.
        Assert.Contains(Find(app), way => way.Contains("RemoteRenderer", StringComparison.Ordinal));

        await window.Test("connect").ClickAsync();
        await Expect(window.Test("organization-name")).ToBeVisibleAsync();
        await UntilForgottenAsync(app);

        await window.Page.GotoAsync("about:blank");
        await UntilForgottenAsync(app);
    }

    [Fact]
    public async Task Traces_TellNoToken()
    {
        var told = new System.Collections.Concurrent.ConcurrentQueue<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => told.Enqueue(string.Join(
                ' ', activity.OperationName, activity.DisplayName, activity.StatusDescription, string.Join(' ', activity.TagObjects), string.Join(' ', activity.Baggage),
                string.Join(' ', activity.Events.SelectMany(happened => happened.Tags)))),
        };
        ActivitySource.AddActivityListener(listener);
        await using var app = TestApp.Start();
        var owner = await app.CreateOwnerAsync();
        var token = app.Services.GetRequiredService<BillySandbox>().CreateCompany();

        Assert.IsType<ConnectResult.Connected>(await app.Services.GetRequiredService<BillyConnector>()
            .ConnectAsync(TestActors.OwnerOf(owner.Workspace), token, sandbox: true, default));

        Assert.Contains(told, trace => trace.Contains("HttpRequestIn", StringComparison.Ordinal));
        Assert.DoesNotContain(told, trace => trace.Contains(token, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>What a request held goes with it, which may be a moment after its answer.</summary>
    private static async Task UntilForgottenAsync(TestApp app)
    {
        for (var tries = 0; Find(app) is { Count: > 0 } found; tries++)
        {
            Assert.True(tries < 20, string.Join('\n', found));
            await Task.Delay(250);
        }
    }

    private static IReadOnlyList<string> Find(TestApp app)
    {
        var statics = new[] { typeof(Program).Assembly, typeof(Core.Failure).Assembly }
            .SelectMany(assembly => assembly.GetTypes())
            .Where(type => !type.ContainsGenericParameters)
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(field => !field.IsLiteral)
            .Select(field => field.GetValue(null))
            .OfType<object>();
        // The sandbox stands in for the other side.
        return [.. MemorySearch.Find(Canary, [app.Services, .. statics]).Where(way => !way.Contains(nameof(BillySandbox), StringComparison.Ordinal))];
    }
}
