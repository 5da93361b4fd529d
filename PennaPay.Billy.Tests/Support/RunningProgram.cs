using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using System.Threading.Channels;

namespace PennaPay.Billy.Tests.Support;

/// <summary>The program as a process of its own that listens, until it is killed.</summary>
public sealed partial class RunningProgram : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Process process;
    private readonly Channel<string> lines;
    private readonly Task output;

    private RunningProgram(Process process, Channel<string> lines, Task output, Uri url) =>
        (this.process, this.lines, this.output, Url) = (process, lines, output, url);

    public Uri Url { get; }

    public int ProcessId => process.Id;

    /// <summary>Starts it and waits until it listens.</summary>
    /// <param name="dataDirectory">Where its database and keys are, or will be.</param>
    /// <param name="port">A port that was used before; 0 takes a free one.</param>
    /// <param name="settings">More configuration, such as <c>("Billy:BaseAddress", "http://127.0.0.1:1/")</c>.</param>
    public static async Task<RunningProgram> StartAsync(string dataDirectory, int port = 0, params (string Key, string Value)[] settings)
    {
        var process = ChildProgram.Start(
            "Development",
            [.. settings, ("Storage:DataDirectory", dataDirectory),
            ("ASPNETCORE_URLS", string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}")),
            ("ASPNETCORE_CONTENTROOT", Path.Combine(SourceTree.Root, "PennaPay.Billy.Web"))]);
        var listening = new TaskCompletionSource<Uri>();
        var lines = Channel.CreateUnbounded<string>();
        var output = Task.WhenAll(ReadAsync(process.StandardOutput, lines.Writer, listening), process.StandardError.ReadToEndAsync());
        try
        {
            await Task.WhenAny(listening.Task, output).WaitAsync(Patience);
            Assert.True(listening.Task.IsCompleted, "The program ended before it listened.");
            return new(process, lines, output, await listening.Task);
        }
        catch
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <summary>What it wrote to its console since this was last asked, up to a line with this text.</summary>
    public async Task<IReadOnlyList<string>> LinesUntilAsync(string text)
    {
        using var patience = new CancellationTokenSource(Patience);
        var read = new List<string>();
        do
            read.Add(await lines.Reader.ReadAsync(patience.Token));
        while (!read[^1].Contains(text, StringComparison.Ordinal));
        return read;
    }

    /// <summary>Asks it to stop as a container is asked, and answers how long that took.</summary>
    public async Task<TimeSpan> StopAsync()
    {
        var asked = Stopwatch.GetTimestamp();
        using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
        using var patience = new CancellationTokenSource(Patience);
        await process.WaitForExitAsync(patience.Token);
        return Stopwatch.GetElapsedTime(asked);
    }

    /// <summary>Ends it as if the power had gone.</summary>
    public async Task KillAsync()
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        await output;
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        process.Dispose();
    }

    private static async Task ReadAsync(StreamReader console, ChannelWriter<string> lines, TaskCompletionSource<Uri> listening)
    {
        while (await console.ReadLineAsync() is { } line)
        {
            lines.TryWrite(line);
            if (Listening().Match(line) is { Success: true } match)
                listening.TrySetResult(new Uri(match.Groups[1].Value));
        }
        lines.Complete();
    }

    [GeneratedRegex(@"Now listening on: (http://127\.0\.0\.1:\d+)")]
    private static partial Regex Listening();
}
