using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PennaPay.Billy.Tests.Http;

/// <summary>
/// A server that reads requests whole and then does what a test tells it, so that every way a connection can break is at
/// hand. A rule gets the request and its number, and gives the bytes to answer; null closes the connection without a byte.
/// </summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly Func<string, int, Task<string?>> rule;
    private readonly Task accepting;
    private readonly List<Task> serving = [];
    private readonly List<string> requests = [];

    public RawServer(Func<string, int, Task<string?>> rule)
    {
        this.rule = rule;
        listener.Start();
        accepting = AcceptAsync();
    }

    public RawServer(Func<string, int, string?> rule)
        : this((request, number) => Task.FromResult(rule(request, number)))
    {
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public Uri Address => new($"http://127.0.0.1:{Port}/v2/");

    public int Connections { get; private set; }

    /// <summary>The first line of every request that came in whole.</summary>
    public IReadOnlyList<string> Requests
    {
        get
        {
            lock (requests)
                return [.. requests.Select(request => request.Split("\r\n")[0])];
        }
    }

    public static string Ok(string json, string extraHeaders = "") =>
        $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(json)}\r\n"
        + $"{extraHeaders}\r\n{json}";

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await accepting;
        await Task.WhenAll(serving);
        listener.Dispose();
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync(stop.Token);
                Connections++;
                serving.Add(ServeAsync(client));
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                while (await ReadRequestAsync(stream) is { } request)
                {
                    int number;
                    lock (requests)
                    {
                        requests.Add(request);
                        number = requests.Count;
                    }

                    if (await rule(request, number).WaitAsync(stop.Token) is not { } answer)
                        return;
                    await stream.WriteAsync(Encoding.UTF8.GetBytes(answer), stop.Token);
                    if (answer.Contains("Connection: close", StringComparison.Ordinal))
                        return;
                }
            }
            catch (Exception exception) when (exception is IOException or OperationCanceledException)
            {
            }
        }
    }

    private async Task<string?> ReadRequestAsync(NetworkStream stream)
    {
        var text = "";
        var buffer = new byte[4096];
        while (true)
        {
            var headerEnd = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (headerEnd >= 0 && text.Length >= headerEnd + 4 + ContentLength(text[..headerEnd]))
                return text;
            var read = await stream.ReadAsync(buffer, stop.Token);
            if (read == 0)
                return null;
            text += Encoding.Latin1.GetString(buffer, 0, read);
        }
    }

    private static int ContentLength(string headers) => headers.Split("\r\n")
        .Where(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
        .Select(line => int.Parse(line.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture))
        .FirstOrDefault();
}
