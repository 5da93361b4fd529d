using System.Net;
using Microsoft.Extensions.DependencyInjection;
using PennaPay.Billy.Tests.Support;
using PennaPay.Billy.Web.Security.Passwords;

namespace PennaPay.Billy.Tests.Security;

/// <summary>Whoever guesses waits longer and longer, learns nothing, and keeps nobody out.</summary>
public sealed class GuessTests : IAsyncLifetime
{
    private const string Wrong = "forkert adgangskode";

    private readonly TestClock clock = new(new(2026, 11, 20, 9, 0, 0, TimeSpan.Zero));
    private TestApp app = null!;

    public async Task InitializeAsync()
    {
        app = TestApp.Start(services: services => services.AddSingleton<TimeProvider>(clock));
        await app.CreateOwnerAsync();
    }

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Theory]
    [InlineData(TestApp.Email)]
    [InlineData("ingen@eksempel.dk")]
    public async Task WrongPasswords_AreAnsweredAlike_AndLaterAndLater(string email)
    {
        using var client = app.CreateClient();
        var (status, text, _) = await TryAsync(client, email, Wrong);
        Assert.Equal(HttpStatusCode.OK, status);
        for (var attempt = 2; attempt <= 5; attempt++)
            Assert.Equal((status, text, null), await TryAsync(client, email, Wrong));

        Assert.Equal((HttpStatusCode.TooManyRequests, text, "2"), await TryAsync(client, email, Wrong));
        clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal((HttpStatusCode.OK, text, null), await TryAsync(client, email, Wrong));
        Assert.Equal((HttpStatusCode.TooManyRequests, text, "4"), await TryAsync(client, email, Wrong));
    }

    [Fact]
    public async Task RightPassword_TooSoon_IsNotLookedAt_AndThenOpens()
    {
        using var client = app.CreateClient();
        for (var attempt = 1; attempt <= 5; attempt++)
            await TryAsync(client, TestApp.Email, Wrong);

        Assert.Equal(HttpStatusCode.TooManyRequests, (await TryAsync(client, TestApp.Email, TestApp.Password)).Status);
        clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(HttpStatusCode.Redirect, (await TryAsync(client, TestApp.Email, TestApp.Password)).Status);

        // And nothing is left of what was tried before.
        Assert.Equal(HttpStatusCode.OK, (await TryAsync(app.CreateClient(), TestApp.Email, Wrong)).Status);
    }

    [Fact]
    public async Task ManyGuessesAtOnce_DoNotPassTogether()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ =>
        {
            using var client = app.CreateClient();
            return (await TryAsync(client, TestApp.Email, Wrong)).Status;
        }));
        Assert.Equal(5, answers.Count(status => status == HttpStatusCode.OK));
        Assert.Equal(15, answers.Count(status => status == HttpStatusCode.TooManyRequests));
    }

    [Fact]
    public async Task OwnersOwnBrowser_IsNotKeptOut_WhateverStrangersDo()
    {
        using var own = await app.CreateSignedInClientAsync();
        await app.SignOutAsync(own);

        using var stranger = app.CreateClient();
        for (var attempt = 0; attempt < 12; attempt++)
            await TryAsync(stranger, TestApp.Email, Wrong);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await TryAsync(stranger, TestApp.Email, TestApp.Password)).Status);

        Assert.Equal(HttpStatusCode.Redirect, (await TryAsync(own, TestApp.Email, TestApp.Password)).Status);
    }

    [Fact]
    public async Task SignInsAtNewBrowsers_ThatSucceed_AreNoGuesses()
    {
        var delays = app.Services.GetRequiredService<GuessDelays>();
        for (var browser = 1; browser <= 40; browser++)
        {
            var side = new SignInSide(IPAddress.Parse($"203.0.113.{browser}"), null);
            Assert.Equal(TimeSpan.Zero, await delays.TryAsync(TestApp.Email, side, default));
            await delays.SucceededAsync(TestApp.Email, side, default);
        }
    }

    [Theory]
    [InlineData(4, 0, 0)]
    [InlineData(5, 2, 0)]
    [InlineData(7, 8, 0)]
    [InlineData(30, 900, 2)]
    [InlineData(1000, 900, 60)]
    public void Delays_GrowToAQuarterOfAnHour_AndToAMinuteForStrangers(int tries, int fromOneSide, int fromAnywhere) => Assert.Equal(
        (fromOneSide, fromAnywhere), (GuessRules.OfOneSide(tries).TotalSeconds, GuessRules.OfStrangers(tries).TotalSeconds));

    [Theory]
    [InlineData("kort", PasswordProblem.TooShort)]
    [InlineData("1234567890", PasswordProblem.Common)]
    [InlineData("Qwertyuiop", PasswordProblem.Common)]
    [InlineData("PASSWORD123", PasswordProblem.Common)]
    [InlineData("aaaaaaaaaaaa", PasswordProblem.Common)]
    [InlineData("abcdefghijkl", PasswordProblem.Common)]
    [InlineData("eksempel123", PasswordProblem.Common)]
    [InlineData("Nordlys2026", PasswordProblem.Common)]
    [InlineData("en god lang sætning", PasswordProblem.None)]
    [InlineData("nordlys over fjorden", PasswordProblem.None)]
    public void NewPasswords_ThatAnybodyWouldGuess_AreRefused(string password, PasswordProblem expected) =>
        Assert.Equal(expected, PasswordRules.Check(password, "ejer@eksempel.dk", "Nordlys Design ApS"));

    private static async Task<(HttpStatusCode Status, string Text, string? RetryAfter)> TryAsync(HttpClient client, string email, string password)
    {
        using var answer = await TestApp.SignInAsync(client, password, email);
        var html = await answer.Content.ReadAsStringAsync();
        var text = html.Contains("form-problem", StringComparison.Ordinal) ? WebUtility.HtmlDecode(html[html.IndexOf("form-problem", StringComparison.Ordinal)..].Split("<p>")[1].Split("</p>")[0]) : "";
        return (answer.StatusCode, text, answer.Headers.TryGetValues("Retry-After", out var values) ? values.Single() : null);
    }
}
