using System.Net;
using System.Text.Json;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Systems.Billy.Api;
using PennaPay.Billy.Tests.Http;

namespace PennaPay.Billy.Tests.Systems.Billy.Api;

/// <summary>Law 3 for this folder: whatever happens and whoever echoes it, the token shows nowhere.</summary>
public sealed class TokenSecrecyTests
{
    private const string Canary = BillyHost.TokenText;

    [Theory]
    [InlineData(200)]
    [InlineData(302)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(422)]
    [InlineData(429)]
    [InlineData(500)]
    public async Task AnAnswerThatEchoesTheToken_DoesNotGetItAnyFurther(int status)
    {
        string[] bodies =
        [
            "CANARY",
            "{\"CANARY",
            """{"CANARY":1,"organization":{"id":"CANARY "}}""",
            """{"errorCode":"CANARY","errorMessage":"FILLERCANARY"}""",
            """
            {"errorCode":"OTHER","errorMessage":"UPPER SCATTERED",
             "validationErrors":{"CANARY":{"message":"CANARY","attributes":{"CANARY":["SCATTERED"]}}}}
            """,
            """{"errorCode":"OTHER","errorMessage":"MANY"}""",
        ];
        foreach (var body in bodies)
        {
            using var host = new BillyHost(settings: [("RequestsPerSecond", "0"), ("MaxReadRetries", "1")]);
            var locked = Fill("""{"organization":{"id":"org1","isLocked":true,"lockedReason":"Because CANARY"}}""");
            host.Answers(Fill(body), (HttpStatusCode)status).Answers(locked).Answers(locked);

            AssertSecret(host, await Record.ExceptionAsync(
                () => host.RunAsync(host.Records.CreateContactAsync(
                    host.Access, new NewContact { Name = "Bo", CountryId = "DK" }, default))));
        }
    }

    [Fact]
    public async Task AServerThatAnswersWithTheRequest_DoesNotGetItAnyFurther()
    {
        await using var server = new RawServer((request, _) => request);
        using var host = BillyHost.OnNetwork(server.Address, ("MaxReadRetries", "0"));

        AssertSecret(host, await Record.ExceptionAsync(
            () => host.RunAsync(host.Reader.GetOrganizationAsync(host.Access, default))));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task SuccessfulCalls_LogNoToken_AndNoContent()
    {
        await using var server = new RawServer((_, _) => RawServer.Ok("""{"products":[{"id":"p1","name":"Bo"}]}"""));
        using var host = BillyHost.OnNetwork(server.Address);

        await host.Reader.FindProductsByProductNoAsync(host.Access, "K77", default);

        var line = Assert.Single(host.Logs.Lines);
        Assert.StartsWith(
            "Debug PennaPay.Billy.Core.Http.ApiSender Billy answered GET products with 200 after",
            line,
            StringComparison.Ordinal);
        Assert.DoesNotContain("K77", line, StringComparison.Ordinal);
    }

    private static string Fill(string body) => body
        .Replace("CANARY", Canary, StringComparison.Ordinal)
        .Replace("UPPER", Canary.ToUpperInvariant(), StringComparison.Ordinal)
        .Replace("SCATTERED", Canary.Insert(20, "\\u0000\\u200b"), StringComparison.Ordinal)
        .Replace("FILLER", new string('x', 480), StringComparison.Ordinal)
        .Replace("MANY", string.Concat(Enumerable.Repeat(Canary, 100)), StringComparison.Ordinal);

    private static void AssertSecret(BillyHost host, Exception? exception)
    {
        var billy = Assert.IsType<ApiException>(exception);
        string[] places =
        [
            billy.ToString(),
            billy.Message,
            string.Join('|', billy.Said, billy.ErrorCode, billy.LockedReason, JsonSerializer.Serialize(billy.FieldErrors)),
            host.Access.ToString(),
            host.Access.Token.ToString()!,
            .. host.Logs.Lines,
        ];

        // A half of it would be too much as well.
        foreach (var part in new[] { Canary[..12], Canary[14..26], Canary[^12..] })
            Assert.All(places, place => Assert.DoesNotContain(part, place, StringComparison.OrdinalIgnoreCase));
    }
}
