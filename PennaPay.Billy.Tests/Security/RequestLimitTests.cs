using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Ledger;
using PennaPay.Billy.Core.Push.Queue;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Records.Samples;
using PennaPay.Billy.Core.Storage.Erasing;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Tests.Benchmarks;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Components.History;
using PennaPay.Billy.Web.Sandbox.Billy;
using PennaPay.Billy.Web.Security;

namespace PennaPay.Billy.Tests.Security;

public sealed class RequestLimitTests
{
    [Theory]
    [InlineData("da-DK", "Vent et minut, og hent filen igen.")]
    [InlineData("en-GB", "Wait a minute and download the file again.")]
    public async Task Exports_AreAFewAMinute_AndTheNextIsToldWhenToComeBack(string culture, string next)
    {
        await using var app = TestApp.Start();
        await app.CreateOwnerAsync();
        using var browser = await app.CreateSignedInClientAsync();
        browser.DefaultRequestHeaders.Add("Cookie", $"pennapay.culture=c%3D{culture}%7Cuic%3D{culture}");
        for (var i = 0; i < 10; i++)
        {
            using var file = await browser.GetAsync(new Uri(HistoryExport.Path, UriKind.Relative));
            Assert.Equal(HttpStatusCode.OK, file.StatusCode);
        }

        using var refused = await browser.GetAsync(new Uri(HistoryExport.Path, UriKind.Relative));

        Assert.Equal((HttpStatusCode.TooManyRequests, "text/plain"), (refused.StatusCode, refused.Content.Headers.ContentType?.MediaType));
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        var said = await refused.Content.ReadAsStringAsync();
        Assert.Contains(next, said, StringComparison.Ordinal);
        Assert.Contains("too_many_exports", said, StringComparison.Ordinal);
        // Everything else goes on.
        using var page = await browser.GetAsync(new Uri("/history", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    [Fact]
    public async Task ExportThatIsReadTooSlowly_IsBrokenOff_SoThatItsReadingEnds()
    {
        await using var app = TestApp.Start(services: services => services
            .Configure<RequestTimeoutOptions>(options => options.AddPolicy(RequestLimits.Exports, TimeSpan.FromSeconds(1)))
            // The server's own limit is a few bytes a second.
            .Configure<KestrelServerOptions>(options => options.Limits.MinResponseDataRate = null));
        await AddHistoryAsync(app, (await app.CreateOwnerAsync()).Workspace, 60_000);
        using var reader = new HttpClient(new SocketsHttpHandler { ConnectCallback = ConnectNarrowlyAsync, AllowAutoRedirect = false }) { BaseAddress = app.Url };
        using var signedIn = await TestApp.SignInAsync(reader);

        using var file = await reader.GetAsync(new Uri(HistoryExport.Path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);

        Assert.Equal(HttpStatusCode.OK, file.StatusCode);
        // Only when nobody reads the database can its write-ahead log be emptied.
        await Until.TrueAsync(app.Services.GetRequiredService<LogEraser>().EraseAsync);
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => file.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Forms_AreSmall()
    {
        await using var app = TestApp.Start();
        await app.CreateOwnerAsync();
        using var browser = app.CreateClient();
        // What is refused is not sent then; sending on to whoever has hung up fails.
        browser.DefaultRequestHeaders.ExpectContinue = true;

        Assert.Equal(HttpStatusCode.BadRequest, await SignInAsync(Enumerable.Range(1, 200).ToDictionary(n => $"f{n}", _ => "")));
        Assert.Equal(HttpStatusCode.BadRequest, await SignInAsync(new() { ["Form.Email"] = new string('x', 20_000) }));
        Assert.Equal(HttpStatusCode.BadRequest, await SignInAsync(new() { [new string('x', 300)] = "" }));
        var tooLarge = await SignInAsync(Enumerable.Range(1, 90).ToDictionary(n => $"f{n}", _ => new string('x', 15_000)));
        Assert.True(tooLarge is HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge, $"{tooLarge}");
        using var signedIn = await TestApp.SignInAsync(browser);
        Assert.Equal(HttpStatusCode.Redirect, signedIn.StatusCode);

        async Task<HttpStatusCode> SignInAsync(Dictionary<string, string> fields)
        {
            using var answer = await TestApp.PostFormAsync(browser, "/sign-in", "sign-in", fields);
            return answer.StatusCode;
        }
    }

    [Fact]
    public async Task OriginThatWouldRuleATerminal_IsLoggedWithoutThat()
    {
        await using var app = TestApp.Start();
        using var handler = new SocketsHttpHandler { RequestHeaderEncodingSelector = (_, _) => System.Text.Encoding.UTF8 };
        using var stranger = new HttpClient(handler) { BaseAddress = app.Url };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1");
        request.Headers.TryAddWithoutValidation("Origin", "https://attacker.example/\u009B2JFORGED");

        using var answer = await stranger.SendAsync(request);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains(app.Logs.Lines, line => line.Contains("attacker.example/ 2JFORGED", StringComparison.Ordinal));
        Assert.DoesNotContain(app.Logs.Lines, line => line.Contains('\u009B', StringComparison.Ordinal));
    }

    /// <summary>With so little room that what nobody reads soon fills it.</summary>
    private static async ValueTask<Stream> ConnectNarrowlyAsync(SocketsHttpConnectionContext connection, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        await socket.ConnectAsync(connection.DnsEndPoint, cancellationToken);
        return new NetworkStream(socket, ownsSocket: true);
    }

    private static async Task AddHistoryAsync(TestApp app, WorkspaceId workspace, int entries)
    {
        var billy = app.Services.GetRequiredService<BillySandbox>();
        var owner = TestActors.OwnerOf(workspace);
        await app.Services.GetRequiredService<BillyConnector>().ConnectAsync(owner, billy.DefaultToken, sandbox: true, default);
        await app.Services.GetRequiredService<SampleInvoices>().LoadAsync(owner, default);
        await using var db = app.Database.Read(workspace);
        var invoice = await db.Set<Invoice>().FirstAsync(one => one.Status == InvoiceStatus.Sent);
        await app.Services.GetRequiredService<InvoicePusher>().PushAsync(owner, invoice.Id, PushCause.Manual, default);
        await Until.TrueAsync(() => db.Set<PushHistoryEntry>().AnyAsync(entry => entry.IsOutcome));
        LargeDatabase.Fill(new(app.DataDirectory), entries, invoice.CustomerId, invoice.Id);
    }
}
