using System.Net;
using System.Net.Sockets;
using System.Text;
using PennaPay.Billy.Tests.Support;

namespace PennaPay.Billy.Tests.Security;

/// <summary>What browsers refuse on our pages is a line for the operator, and whatever else is sent there is nothing.</summary>
public sealed class BrowserReportTests
{
    private const string Path = "/security/reports";

    [Theory]
    [InlineData("""{"csp-report":{"effective-directive":"script-src-elem","blocked-uri":"https://evil.example/a.js\r\nforged"}}""")]
    [InlineData("""[{"type":"csp-violation","body":{"effectiveDirective":"script-src-elem","blockedURL":"https://evil.example/a.js\r\nforged"}}]""")]
    public async Task Refusal_IsOneLineOfTheLog(string report)
    {
        await using var app = TestApp.Start();
        using var client = app.CreateClient();

        using var answer = await client.PostAsync(new Uri(Path, UriKind.Relative), new StringContent(report));

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        var line = Assert.Single(app.Logs.Lines, line => line.Contains("A browser refused", StringComparison.Ordinal));
        Assert.Contains("A browser refused https://evil.example/a.jsforged on one of our pages, by script-src-elem.", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nothing of the kind")]
    [InlineData("[1]")]
    [InlineData("""{"csp-report":7}""")]
    [InlineData("""{"csp-report":{"effective-directive":7,"blocked-uri":"x"}}""")]
    public async Task AnythingElse_IsNothing(string report)
    {
        await using var app = TestApp.Start();
        using var client = app.CreateClient();

        using var answer = await client.PostAsync(new Uri(Path, UriKind.Relative), new StringContent(report));

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.DoesNotContain(app.Logs.Lines, IsFault);
    }

    [Fact]
    public async Task ReportThatIsBrokenOff_IsNoFaultOfOurs()
    {
        await using var app = TestApp.Start(new Dictionary<string, string?> { ["Logging:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics"] = "Information" });
        using (var browser = new TcpClient())
        {
            await browser.ConnectAsync(IPAddress.Loopback, app.Url.Port);
            await browser.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"POST {Path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\nhalf a rep"));
            await app.Logs.UntilAsync(line => line.Contains("Request starting", StringComparison.Ordinal) && line.Contains(Path, StringComparison.Ordinal));
        }

        await app.Logs.UntilAsync(line => line.Contains("Request finished", StringComparison.Ordinal) && line.Contains(Path, StringComparison.Ordinal));
        Assert.DoesNotContain(app.Logs.Lines, IsFault);
    }

    private static bool IsFault(string line) =>
        line.StartsWith("Error", StringComparison.Ordinal) || line.Contains("A browser refused", StringComparison.Ordinal);
}
