using System.Net;
using System.Text.Json;
using PennaPay.Billy.Core.Http;

namespace PennaPay.Billy.Tests.Systems.PlugAndPay.Api;

/// <summary>What the client makes of refusals.</summary>
public sealed class PlugAndPayFailureTests : IDisposable
{
    private readonly PlugAndPayHost host = new(("MaxReadRetries", "0"));

    public void Dispose() => host.Dispose();

    [Theory]
    [InlineData(401, """{"message":"Unauthenticated."}""", ApiFailure.Unauthorized, "Unauthenticated.", null)]
    [InlineData(403, """{"message":"This action is unauthorized."}""", ApiFailure.Forbidden, "This action is unauthorized.", null)]
    [InlineData(404, """{"message":"Not Found"}""", ApiFailure.NotFound, "Not Found", null)]
    [InlineData(
        422,
        """{"message":"The given data was invalid.","errors":{"include":["The selected include is invalid.",7,null],"page":"Too small."}}""",
        ApiFailure.Invalid,
        "The given data was invalid.",
        null,
        "include: The selected include is invalid. page: Too small.")]
    [InlineData(422, """{"message":"No","errors":[]}""", ApiFailure.Invalid, "No", null)]
    [InlineData(400, """{"message":"Bad"}""", ApiFailure.Invalid, "Bad", null)]
    [InlineData(400, """{"error":"invalid_request","error_description":"Missing.","hint":"Look"}""", ApiFailure.Invalid, "Missing.", "invalid_request")]
    [InlineData(400, """{"error":"invalid_request"}""", ApiFailure.Invalid, "invalid_request", null)]
    [InlineData(405, """{"message":"<b>No</b> <script>alert(1)</script>way<img src=x"}""", ApiFailure.Invalid, "No alert(1)way", null)]
    [InlineData(429, """{"message":"Too Many Attempts."}""", ApiFailure.RateLimited, "Too Many Attempts.", null)]
    [InlineData(429, "", ApiFailure.RateLimited, "The answer has status 429 and is not one of Plug&Pay's.", null)]
    [InlineData(500, """{"message":"Server Error"}""", ApiFailure.Unavailable, "Server Error", null)]
    [InlineData(502, "<html><b>Bad gateway</b>", ApiFailure.Unavailable, "The answer has status 502 and is not one of Plug&Pay's.", null)]
    // Somebody else's page must not pass for Plug&Pay's word.
    [InlineData(404, "<html>Not found</html>", ApiFailure.Unreadable, "The answer has status 404 and is not one of Plug&Pay's.", null)]
    [InlineData(404, """{"title":"Not found"}""", ApiFailure.Unreadable, "The answer has status 404 and is not one of Plug&Pay's.", null)]
    [InlineData(422, "[]", ApiFailure.Unreadable, "The answer has status 422 and is not one of Plug&Pay's.", null)]
    [InlineData(301, "", ApiFailure.Unreadable, "The answer has status 301 and is not one of Plug&Pay's.", null)]
    public async Task Refusals_AreUnderstood(int status, string body, ApiFailure failure, string message, string? code, string fields = "")
    {
        host.Answers(body, (HttpStatusCode)status);

        var exception = await host.FailureOfAsync(host.Reader.GetShopAsync(host.Access, default));

        Assert.Equal((failure, message, code, status), (exception.Failure, exception.Message, exception.ErrorCode, exception.StatusCode));
        Assert.Equal(fields, string.Join(' ', exception.FieldErrors.Select(error => $"{error.Field}: {error.Message}")));
    }

    [Theory]
    [InlineData("<html>Redirecting</html>")]
    [InlineData("""{"message":"Come in"}""")]
    [InlineData("")]
    public async Task ARedirect_IsNotFollowed_AndHasAMeaningOfItsOwn(string body)
    {
        host.Answers(body, HttpStatusCode.Found, null, ("Location", "https://elsewhere.test/?token=secret"));

        var exception = await host.FailureOfAsync(host.Reader.GetShopAsync(host.Access, default));

        Assert.Equal(
            (ApiFailure.Unreadable, "redirected", 302, "Plug&Pay sent the request elsewhere instead of answering it: it took it for a visitor's, not a program's."),
            (exception.Failure, exception.ErrorCode, exception.StatusCode, exception.Message));
        Assert.Single(host.Sent);
        Assert.DoesNotContain("elsewhere.test", exception.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(302)]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(422)]
    [InlineData(500)]
    public async Task AnAnswerThatEchoesTheKey_DoesNotGetItAnyFurther(int status)
    {
        string[] bodies =
        [
            "ECHO",
            "{\"ECHO",
            """{"message":"Bearer ECHO","errors":{"ECHO":["ECHO"]}}""",
            """{"error":"ECHO","error_description":"ECHO","hint":"ECHO"}""",
            """{"data":{"id":"ECHO"},"ECHO":1}""",
        ];
        foreach (var body in bodies)
        {
            host.Answers(body.Replace("ECHO", PlugAndPayHost.TokenText, StringComparison.Ordinal), (HttpStatusCode)status);

            var exception = await host.FailureOfAsync(host.Reader.GetShopAsync(host.Access, default));

            string[] places =
            [
                exception.ToString(), $"{exception.Said} {exception.ErrorCode} {JsonSerializer.Serialize(exception.FieldErrors)}", .. host.Logs.Lines,
            ];
            Assert.All(places, place => Assert.DoesNotContain(PlugAndPayHost.TokenText[..12], place, StringComparison.OrdinalIgnoreCase));
        }
    }

    [Fact]
    public async Task AnAnswerThatIsTooLarge_IsCutOff()
    {
        host.Answers(new string(' ', (5 * 1024 * 1024) + 1));

        var exception = await host.FailureOfAsync(host.Reader.GetShopAsync(host.Access, default));

        Assert.Equal((ApiFailure.Unreadable, true), (exception.Failure, exception.IsTooLarge));
    }
}
