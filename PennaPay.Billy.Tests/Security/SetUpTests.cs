using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Tests.Upgrade;
using PennaPay.Billy.Web.Security.Passwords;

namespace PennaPay.Billy.Tests.Security;

/// <summary>Only who installs the program becomes its owner, and whoever has the machine gets back in.</summary>
public sealed partial class SetUpTests
{
    private readonly TestClock clock = new(new(2026, 11, 20, 9, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task OutsideDevelopment_TheOwnerSaysTheCode_Once()
    {
        await using var app = Start();
        using var visitor = new ProxiedVisitor(app);
        var file = Path.Combine(app.DataDirectory, "setup-code");
        var code = (await File.ReadAllTextAsync(file)).Trim();
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));

        using var without = await PostAsync(visitor, null);
        using var wrong = await PostAsync(visitor, "AAAA-BBBB-CCCC");
        using var right = await PostAsync(visitor, $" {code.ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal)}");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK, "/"), (without.StatusCode, wrong.StatusCode, app.LocationOf(right)));
        Assert.Contains("Koden er forkert eller udløbet", WebUtility.HtmlDecode(await wrong.Content.ReadAsStringAsync()), StringComparison.Ordinal);
        Assert.False(File.Exists(file));
        Assert.Contains(app.Logs.Lines, line => line.Contains("The installation has its owner now, set up from 203.0.113.7.", StringComparison.Ordinal));
        Assert.DoesNotContain(app.Logs.Lines, line => line.Contains(code, StringComparison.Ordinal));
    }

    [Fact]
    public async Task CodeThatIsOld_IsReplaced()
    {
        await using var app = Start();
        using var visitor = new ProxiedVisitor(app);
        var file = Path.Combine(app.DataDirectory, "setup-code");
        var old = await File.ReadAllTextAsync(file);

        clock.Advance(TimeSpan.FromMinutes(15));

        using var answer = await PostAsync(visitor, old);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using var again = await PostAsync(visitor, await File.ReadAllTextAsync(file));
        Assert.Equal("/", app.LocationOf(again));
    }

    [Fact]
    public async Task BeforeSetUp_EveryOtherAddressSaysThatItIsWaiting()
    {
        await using var app = Start();
        using var visitor = new ProxiedVisitor(app);
        using var page = await visitor.GetAsync("/settings/billy");
        using var circuit = await visitor.GetAsync("/_blazor");
        Assert.Equal("/first-run", app.LocationOf(page));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, circuit.StatusCode);
        Assert.Contains("Set-up is waiting", await circuit.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OwnerWhoLostThePassword_GetsAnother_WhileTheProgramRuns()
    {
        await using var app = TestApp.Start();
        Assert.Equal("This installation has no owner yet. Start the program, and open its first page.", await RefusedResetAsync(app.DataDirectory));
        await app.CreateOwnerAsync();
        using var before = await app.CreateSignedInClientAsync();

        var (exitCode, output, _) = await ChildProgram.RunCommandAsync(app.DataDirectory, "owner", "reset");

        Assert.Equal(0, exitCode);
        var password = Password().Match(output).Groups[1].Value;
        using var old = await before.GetAsync(new Uri("/", UriKind.Relative));
        Assert.Equal(HttpStatusCode.Redirect, old.StatusCode);
        using var client = app.CreateClient();
        using var answer = await TestApp.SignInAsync(client, password);
        Assert.Equal("/", app.LocationOf(answer));
    }

    [Fact]
    public async Task OwnerReset_WhereTheProgramKeepsNothing_MakesNothing()
    {
        using var folder = new TemporaryFolder();
        Assert.StartsWith(
            $"There is no database '{Path.Combine(folder.Path, "pennapay.db")}'.", await RefusedResetAsync(folder.Path), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task OwnerReset_OnAnOlderVersionsDatabase_ChangesNothing()
    {
        using var old = OldInstallation.Unpack();
        var before = new SqliteFile(old.Path).Everything();
        Assert.Contains("is not of this version. Start the program once", await RefusedResetAsync(old.Path), StringComparison.Ordinal);
        Assert.Equal(before, new SqliteFile(old.Path).Everything());
    }

    [Fact]
    public async Task OwnersBrowserOfTheSetUp_IsKnown_WhateverStrangersDo()
    {
        await using var app = Start();
        using var own = new ProxiedVisitor(app, "203.0.113.1");
        (await PostAsync(own, await File.ReadAllTextAsync(Path.Combine(app.DataDirectory, "setup-code")))).Dispose();
        for (var guess = 0; guess < 60; guess++)
            await app.Services.GetRequiredService<GuessDelays>().TryAsync(TestApp.Email, new SignInSide(IPAddress.Parse($"198.51.100.{guess}"), null), default);

        using var stillOpen = await own.GetAsync("/");
        own.ForgetSession();
        using var again = await own.SignInAsync();
        Assert.Equal((HttpStatusCode.OK, "/"), (stillOpen.StatusCode, app.LocationOf(again)));
    }

    private static async Task<string> RefusedResetAsync(string dataDirectory)
    {
        var (exitCode, output, refusal) = await CalledCommand.RunAsync(dataDirectory, ["owner", "reset"]);
        Assert.Equal((1, ""), (exitCode, output));
        return refusal;
    }

    private TestApp Start() => TestApp.Start(
        new Dictionary<string, string?> { ["AllowedHosts"] = ProxiedVisitor.Host, ["Security:TrustedProxies"] = "127.0.0.1" },
        services: services => services.AddSingleton<TimeProvider>(clock), environment: "Production");

    private static Task<HttpResponseMessage> PostAsync(ProxiedVisitor visitor, string? code) => visitor.PostFormAsync("/first-run", "first-run", new()
    {
        ["Form.Code"] = code ?? "", ["Form.Company"] = TestApp.Company, ["Form.Email"] = TestApp.Email, ["Form.Password"] = TestApp.Password,
    });

    [GeneratedRegex("with the password ([a-z0-9-]+) from now on")]
    private static partial Regex Password();
}
