using System.Collections.Concurrent;
using System.Globalization;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace PennaPay.Billy.Tests.Support.Circuits;

/// <summary>
/// A page of the dashboard without a browser: speaks with its circuit as Blazor's script does, draws nothing, and knows what was
/// drawn last.
/// </summary>
internal sealed partial class CircuitClient : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan PingEvery = TimeSpan.FromSeconds(10);

    private readonly HttpClient browser;
    private readonly Uri page;
    private readonly WebSocket socket;
    private readonly CancellationTokenSource closed = new();
    private readonly SemaphoreSlim sending = new(1, 1);
    private readonly ConcurrentDictionary<string, TaskCompletionSource<object?>> calls = new();
    private readonly ConcurrentDictionary<Func<RenderedBatch, bool>, TaskCompletionSource> awaited = new();
    private Task receiving = Task.CompletedTask, pinging = Task.CompletedTask;
    private long? renderer;
    private int lastCall;

    private CircuitClient(HttpClient browser, Uri page, WebSocket socket) => (this.browser, this.page, this.socket) = (browser, page, socket);

    /// <summary>What was drawn, by <c>data-testid</c>, the latest last.</summary>
    public ConcurrentQueue<RenderedElement> Drawn { get; } = new();

    /// <summary>What the server said went wrong, or that it closed the connection.</summary>
    public ConcurrentQueue<string> Faults { get; } = new();

    /// <summary>What lets the server find the circuit again after a broken connection.</summary>
    public string Secret { get; private set; } = "";

    /// <summary>Loads the page and starts its circuit, until that has drawn something.</summary>
    /// <param name="browser">Signed in, with the program's address as its base.</param>
    /// <param name="path">Such as <c>/invoices</c>.</param>
    /// <param name="html">The page, where it was loaded before.</param>
    /// <param name="isSo">What it is to have drawn; null for anything.</param>
    public static async Task<CircuitClient> OpenAsync(HttpClient browser, string path, string? html = null, Func<RenderedBatch, bool>? isSo = null)
    {
        html ??= await browser.GetStringAsync(new Uri(path, UriKind.Relative));
        return await ConnectAsync(browser, path, async client =>
        {
            client.Secret = await client.CallAsync("StartCircuit", new Uri(client.page, "/").ToString(), client.page.ToString(), "[]", "") as string
                ?? throw new InvalidOperationException("The circuit did not start.");
            await client.UntilAsync(isSo ?? (_ => true), () => client.SendAsync(HubMessages.Call(null, "UpdateRootComponents", RootsOf(html), StateOf(html))));
        });
    }

    /// <summary>Comes back to the circuit of a page whose connection broke.</summary>
    public static Task<CircuitClient> ReturnAsync(HttpClient browser, string path, string secret) => ConnectAsync(browser, path, async client =>
    {
        client.Secret = secret;
        Assert.Equal(true, await client.CallAsync("ConnectCircuit", secret));
    });

    private static async Task<CircuitClient> ConnectAsync(HttpClient browser, string path, Func<CircuitClient, Task> begin)
    {
        var client = new CircuitClient(browser, new Uri(browser.BaseAddress!, path), await CircuitSocket.ConnectAsync(browser));
        try
        {
            client.receiving = client.ReceiveAsync();
            client.pinging = client.PingAsync();
            await begin(client);
            return client;
        }
        catch
        {
            await client.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits for the next thing drawn that is so.</summary>
    public async Task UntilAsync(Func<RenderedBatch, bool> isSo, Func<Task>? after = null)
    {
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        awaited[isSo] = seen;
        try
        {
            if (after is not null)
                await after();
            await seen.Task.WaitAsync(Patience);
        }
        finally
        {
            awaited.TryRemove(isSo, out _);
        }
    }

    /// <summary>Goes to another address of the dashboard as a link does.</summary>
    public Task GoAsync(string path) => SendAsync(HubMessages.Call(null, "OnLocationChanged", new Uri(page, path).ToString(), null, true));

    /// <summary>Clicks on what was drawn.</summary>
    public Task ClickAsync(RenderedElement element)
    {
        var descriptor = new { eventHandlerId = element.Handlers["onclick"], eventName = "click" };
        var click = new { type = "click", detail = 1, button = 0 };
        return SendAsync(HubMessages.Call(
            null, "BeginInvokeDotNetFromJS", NextCall(), null, "DispatchEventAsync", renderer, JsonSerializer.Serialize(new object[] { descriptor, click })));
    }

    /// <summary>Calls a method of the hub and answers what it answers.</summary>
    public async Task<object?> CallAsync(string method, params object?[] arguments)
    {
        var id = NextCall();
        var answer = new TaskCompletionSource<object?>(TaskCreationOptions.RunContinuationsAsynchronously);
        calls[id] = answer;
        await SendAsync(HubMessages.Call(id, method, arguments));
        return await answer.Task.WaitAsync(Patience);
    }

    /// <summary>Breaks the connection, as a network does.</summary>
    public async Task BreakAsync()
    {
        socket.Abort();
        await EndAsync();
    }

    /// <summary>Goes as a closed tab does: the program is told that nobody comes back.</summary>
    public async ValueTask DisposeAsync()
    {
        if (socket.State == WebSocketState.Open)
        {
            // The page tells that it will not come back, which a broken connection does not.
            using var circuit = new MultipartFormDataContent { { new StringContent(Secret), "circuitId" } };
            using var told = await browser.PostAsync(new Uri("/_blazor/disconnect", UriKind.Relative), circuit);
            try
            {
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, default);
                await receiving.WaitAsync(Patience);
            }
            catch (WebSocketException)
            {
                // It broke at this very moment.
            }
        }

        await EndAsync();
        closed.Dispose();
        sending.Dispose();
        socket.Dispose();
    }

    private async Task EndAsync()
    {
        await closed.CancelAsync();
        await Task.WhenAll(receiving, pinging);
    }

    private string NextCall() => Interlocked.Increment(ref lastCall).ToString(CultureInfo.InvariantCulture);

    private async Task SendAsync(byte[] message)
    {
        await sending.WaitAsync();
        try
        {
            await socket.SendAsync(message, WebSocketMessageType.Binary, true, default);
        }
        finally
        {
            sending.Release();
        }
    }

    private async Task PingAsync()
    {
        using var timer = new PeriodicTimer(PingEvery);
        try
        {
            while (await timer.WaitForNextTickAsync(closed.Token))
                await SendAsync(HubMessages.Ping);
        }
        catch (Exception fault) when (fault is OperationCanceledException or WebSocketException)
        {
            // Gone; receiving says why.
        }
    }

    private async Task ReceiveAsync()
    {
        using var received = new MemoryStream();
        var part = new byte[16 * 1024];
        try
        {
            while (await socket.ReceiveAsync(part, closed.Token) is { MessageType: not WebSocketMessageType.Close } result)
            {
                received.Write(part, 0, result.Count);
                foreach (var message in TakeAll(received))
                    await ReadAsync(message);
            }
        }
        catch (Exception fault) when (fault is OperationCanceledException or WebSocketException)
        {
            if (!closed.IsCancellationRequested)
                Faults.Enqueue(fault.Message);
        }

        foreach (var waiting in calls.Values)
            waiting.TrySetException(new InvalidOperationException($"The connection is gone. {string.Join(' ', Faults)}"));
        foreach (var waiting in awaited.Values)
            waiting.TrySetException(new InvalidOperationException($"The connection is gone. {string.Join(' ', Faults)}"));
    }

    private static List<object?[]> TakeAll(MemoryStream received)
    {
        List<object?[]> messages = [];
        ReadOnlySpan<byte> rest = received.GetBuffer().AsSpan(0, (int)received.Length);
        while (HubMessages.Take(ref rest) is { } message)
            messages.Add(message);
        var left = rest.ToArray();
        received.SetLength(0);
        received.Write(left);
        return messages;
    }

    private Task ReadAsync(object?[] message)
    {
        switch (message[0])
        {
            case 1L:
                return ObeyAsync((string)message[3]!, (object?[])message[4]!);
            case 3L when calls.TryRemove((string)message[2]!, out var call):
                if (message[3] is 1L)
                    call.TrySetException(new InvalidOperationException((string?)message[4]));
                else
                    call.TrySetResult(message[3] is 3L ? message[4] : null);
                break;
            case 7L when message[1] is string reason:
                Faults.Enqueue(reason);
                break;
        }

        return Task.CompletedTask;
    }

    private async Task ObeyAsync(string target, object?[] arguments)
    {
        switch (target)
        {
            case "JS.RenderBatch":
                Look(RenderedBatch.From((byte[])arguments[1]!));
                await SendAsync(HubMessages.Call(null, "OnRenderCompleted", arguments[0], null));
                break;
            case "JS.BeginInvokeJS":
                if ((string?)arguments[1] == "Blazor._internal.attachWebRendererInterop")
                    renderer = JsonNode.Parse((string)arguments[2]!)![1]!["__dotNetObject"]!.GetValue<long>();
                if (arguments[0] is not 0L)
                    await SendAsync(HubMessages.Call(null, "EndInvokeJSFromDotNet", arguments[0], true, $"[{arguments[0]},true,null]"));
                break;
            case "JS.Error":
                Faults.Enqueue((string?)arguments[0] ?? "");
                break;
        }
    }

    private void Look(RenderedBatch batch)
    {
        foreach (var element in batch.Elements.Where(element => element.TestId is not null && element.Handlers.Count > 0))
            Drawn.Enqueue(element);
        foreach (var (isSo, seen) in awaited)
        {
            if (isSo(batch))
                seen.TrySetResult();
        }
    }

    private static string RootsOf(string html)
    {
        var operations = Markers().Matches(html).Select((marker, index) => new JsonObject
        {
            ["type"] = "add", ["ssrComponentId"] = index + 1, ["marker"] = JsonNode.Parse(marker.Groups[1].Value),
        });
        return new JsonObject { ["batchId"] = 1, ["operations"] = new JsonArray([.. operations]) }.ToJsonString();
    }

    private static string StateOf(string html) => State().Match(html).Groups[1].Value;

    [GeneratedRegex("<!--Blazor:(\\{\"type\":\"server\".*?\\})-->")]
    private static partial Regex Markers();

    [GeneratedRegex("<!--Blazor-Server-Component-State:(.*?)-->")]
    private static partial Regex State();
}
