using System.Net;
using System.Net.Sockets;

namespace PennaPay.Billy.Tests.Benchmarks;

/// <summary>
/// Stands between a browser and the program and counts the bytes as they travel: what the browser tells of a WebSocket is
/// already unpacked.
/// </summary>
internal sealed class WireMeter : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource closed = new();
    private readonly Uri program;
    private readonly Task accepting;
    private long received, sent;

    public WireMeter(Uri program)
    {
        this.program = program;
        listener.Start();
        Url = new UriBuilder(program) { Port = ((IPEndPoint)listener.LocalEndpoint).Port }.Uri;
        accepting = AcceptAsync();
    }

    /// <summary>What the browser opens instead of the program's own address.</summary>
    public Uri Url { get; }

    /// <summary>Bytes that the browser has got and given so far.</summary>
    public (long Received, long Sent) Count => (Interlocked.Read(ref received), Interlocked.Read(ref sent));

    /// <summary>Counts what <paramref name="work"/> causes, until nothing more has come for a while.</summary>
    public async Task<(long Received, long Sent)> CountAsync(Func<Task> work)
    {
        var before = await QuietAsync();
        await work();
        var after = await QuietAsync();
        return (after.Received - before.Received, after.Sent - before.Sent);
    }

    public async ValueTask DisposeAsync()
    {
        await closed.CancelAsync();
        listener.Stop();
        await accepting;
        closed.Dispose();
    }

    private async Task<(long Received, long Sent)> QuietAsync()
    {
        var last = Count;
        for (var unchanged = 0; unchanged < 3;)
        {
            await Task.Delay(100);
            unchanged = Count == last ? unchanged + 1 : 0;
            last = Count;
        }

        return last;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = RelayAsync(await listener.AcceptTcpClientAsync(closed.Token));
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException)
        {
            // Nobody measures any more.
        }
    }

    private async Task RelayAsync(TcpClient browser)
    {
        using var there = new TcpClient { NoDelay = true };
        using (browser)
        {
            browser.NoDelay = true;
            try
            {
                await there.ConnectAsync(program.Host, program.Port, closed.Token);
                await Task.WhenAny(
                    PassAsync(browser.GetStream(), there.GetStream(), count => Interlocked.Add(ref sent, count)),
                    PassAsync(there.GetStream(), browser.GetStream(), count => Interlocked.Add(ref received, count)));
            }
            catch (Exception end) when (end is OperationCanceledException or IOException or SocketException)
            {
                // One side hung up.
            }
        }
    }

    private async Task PassAsync(NetworkStream from, NetworkStream to, Action<int> add)
    {
        var buffer = new byte[32 * 1024];
        while (await from.ReadAsync(buffer, closed.Token) is var count and > 0)
        {
            add(count);
            await to.WriteAsync(buffer.AsMemory(0, count), closed.Token);
        }
    }
}
