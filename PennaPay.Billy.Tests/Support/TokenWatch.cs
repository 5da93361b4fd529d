using System.Buffers;
using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace PennaPay.Billy.Tests.Support;

/// <summary>
/// Law 3, watched over the whole suite: every access token that reached a sandbox, whichever test chose it, is afterwards in no
/// log line and in no file of the program that sent it.
/// </summary>
internal sealed class TokenWatch : IStartupFilter
{
    private readonly ConcurrentDictionary<string, bool> seen = new();

    /// <summary>Sees what comes in, before anything of the program does.</summary>
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(async (context, further) =>
        {
            // Shorter ones are mistakes that a test makes, and stand in many a word.
            if (context.Request.Headers["X-Access-Token"].FirstOrDefault() is { Length: >= 20 } token)
                seen.TryAdd(token, true);
            await further();
        });
        next(app);
    };

    /// <summary>Fails where one of them is written down.</summary>
    /// <param name="logs">What the program logged.</param>
    /// <param name="dataDirectory">Its data folder.</param>
    public void Verify(IEnumerable<string> logs, string dataDirectory)
    {
        if (!seen.IsEmpty)
            AssertNowhere([.. seen.Keys], logs, dataDirectory);
    }

    /// <summary>Fails where one of these stands in a log line, or in a file of a data folder.</summary>
    public static void AssertNowhere(IReadOnlyCollection<string> secrets, IEnumerable<string> logs, string dataDirectory)
    {
        var tokens = SearchValues.Create([.. secrets], StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(logs, line => line.AsSpan().ContainsAny(tokens));
        // The lock cannot be read while the program runs, and nothing is ever written into it.
        foreach (var file in Directory.EnumerateFiles(dataDirectory, "*", SearchOption.AllDirectories).Where(file => new FileInfo(file).Length > 0))
            Assert.False(Read(file).AsSpan().ContainsAny(tokens), $"{file} holds an access token.");
    }

    private static string Read(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return Encoding.Latin1.GetString(copy.GetBuffer().AsSpan(0, (int)copy.Length));
    }
}
