using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Web.Sandbox.Billy;
using PennaPay.Billy.Web.Security;

namespace PennaPay.Billy.Tests.Support;

/// <summary>The whole program on a real port of its own, with a data folder of its own and every log line kept.</summary>
public sealed partial class TestApp : IAsyncDisposable
{
    public const string Email = "ejer@eksempel.dk";
    public const string Password = "en god lang sætning";
    public const string Company = "Eksempel ApS";

    private readonly Host host;
    private readonly TemporaryFolder? ownFolder;

    private TestApp(Host host, TemporaryFolder? ownFolder)
    {
        this.host = host;
        this.ownFolder = ownFolder;
        host.UseKestrel();
        host.StartServer();
        Url = new Uri(host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
    }

    /// <summary>Where it listens.</summary>
    public Uri Url { get; }

    public LogCapture Logs => host.Logs;

    public IServiceProvider Services => host.Services;

    public Database Database => Services.GetRequiredService<Database>();

    /// <summary>Where it keeps its database and keys.</summary>
    public string DataDirectory => host.DataDirectory;

    /// <summary>Starts the program.</summary>
    /// <param name="settings">Configuration on top of what the environment needs, such as <c>("Billy:RequestsPerSecond", "1000")</c>.</param>
    /// <param name="dataDirectory">A folder that outlives the program, to start it again on; null makes a new one.</param>
    /// <param name="services">Replaces services, such as the clock.</param>
    /// <param name="environment">The host environment.</param>
    /// <param name="port">A port that was used before; 0 takes a free one.</param>
    public static TestApp Start(
        IReadOnlyDictionary<string, string?>? settings = null, string? dataDirectory = null,
        Action<IServiceCollection>? services = null, int port = 0, string environment = "Development")
    {
        var ownFolder = dataDirectory is null ? new TemporaryFolder() : null;
        if (ownFolder is not null)
            TemplateDatabase.CopyToAsync(ownFolder.Path).GetAwaiter().GetResult();
        return new TestApp(new Host(settings, dataDirectory ?? ownFolder!.Path, services, environment, port), ownFolder);
    }

    /// <summary>Creates workspace and owner without the first-run page.</summary>
    public async Task<Actor> CreateOwnerAsync()
    {
        await using var scope = Services.CreateAsyncScope();
        var result = await scope.ServiceProvider.GetRequiredService<UserAccounts>().CreateFirstAsync(Email, Password, Company, default);
        var user = Assert.IsType<AccountResult.Done>(result).User;
        await using var context = Database.Read(default);
        var membership = await context.Set<Membership>().IgnoreQueryFilters().SingleAsync(m => m.UserId == user.Id);
        return Actor.Person(membership.WorkspaceId, user.Id, Email, membership.Role);
    }

    /// <summary>A client that keeps cookies, follows no redirects and is not signed in.</summary>
    public HttpClient CreateClient() =>
        new(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer(), UseCookies = true }) { BaseAddress = Url };

    /// <summary>A client signed in as the owner that <see cref="CreateOwnerAsync"/> made.</summary>
    public async Task<HttpClient> CreateSignedInClientAsync()
    {
        var client = CreateClient();
        using var answer = await SignInAsync(client);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return client;
    }

    /// <summary>Posts the form of the sign-in page.</summary>
    public static Task<HttpResponseMessage> SignInAsync(HttpClient client, string password = Password, string email = Email) =>
        PostFormAsync(client, "/sign-in", "sign-in", new() { ["Form.Email"] = email, ["Form.Password"] = password });

    /// <summary>Signs out as the user's menu does, and answers where that leads.</summary>
    public async Task<string?> SignOutAsync(HttpClient client)
    {
        var page = await client.GetStringAsync(new Uri("/error", UriKind.Relative));
        using var answer = await client.PostAsync(new Uri("/sign-out", UriKind.Relative), new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["__RequestVerificationToken"] = AntiforgeryToken(page),
        }));
        return LocationOf(answer);
    }

    /// <summary>Loads a page and posts its form as a browser would, with the page's antiforgery token.</summary>
    public static async Task<HttpResponseMessage> PostFormAsync(HttpClient client, string page, string handler, Dictionary<string, string> fields)
    {
        var html = await client.GetStringAsync(new Uri(page, UriKind.Relative));
        return await client.PostAsync(new Uri(page, UriKind.Relative), new FormUrlEncodedContent(new Dictionary<string, string>(fields)
        {
            ["_handler"] = handler,
            ["__RequestVerificationToken"] = AntiforgeryToken(html),
        }));
    }

    /// <summary>Where an answer sends the browser: path and query on this site, else the whole address.</summary>
    public string? LocationOf(HttpResponseMessage answer)
    {
        if (answer.Headers.Location is not { } location)
            return null;
        var target = new Uri(Url, location);
        return target.Authority == Url.Authority ? target.PathAndQuery : target.ToString();
    }

    /// <summary>The first antiforgery token on a page.</summary>
    public static string AntiforgeryToken(string html) => TokenField().Match(html).Groups[1].Value;

    public async ValueTask DisposeAsync()
    {
        Egress.Verify();
        DraftsOnly.Verify(Services.GetRequiredService<BillySandbox>());
        host.Tokens.Verify(Logs.Lines, DataDirectory);
        await host.DisposeAsync();
        ownFolder?.Dispose();
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex TokenField();

    private sealed class Host(
        IReadOnlyDictionary<string, string?>? settings, string dataDirectory, Action<IServiceCollection>? services, string environment, int port)
        : WebApplicationFactory<Program>
    {
        public LogCapture Logs { get; } = new();

        internal TokenWatch Tokens { get; } = new();

        public string DataDirectory => dataDirectory;

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            builder.UseEnvironment(environment);
            // Outside Development only a published program has its scripts and styles beside it.
            builder.UseStaticWebAssets();
            // As settings of the host, they are there before Program reads its configuration. So is the port: the factory would set
            // it after the host was built, and on a busy machine Program can have started listening by then.
            builder.UseSetting(WebHostDefaults.ServerUrlsKey, $"http://127.0.0.1:{port}");
            builder.UseSetting("Storage:DataDirectory", dataDirectory);
            builder.UseSetting("Security:SignInsPerMinute", "1000");
            // Tests count requests and plan what becomes of them; those of looks ask for looks.
            builder.UseSetting("Push:LookInterval", "-00:00:00.001");
            foreach (var (key, value) in TestKeys.For(environment))
                builder.UseSetting(key, value);
            foreach (var (key, value) in settings ?? new Dictionary<string, string?>())
                builder.UseSetting(key, value);
            builder.ConfigureLogging(logging => logging.ClearProviders().SetMinimumLevel(LogLevel.Trace).AddProvider(Logs));
            builder.ConfigureServices(collection => collection.AddSingleton<IStartupFilter>(Tokens));
            builder.ConfigureServices(collection => services?.Invoke(collection));
        }
    }
}
