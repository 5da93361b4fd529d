using System.Net;
using System.Text.Json;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Http;

namespace PennaPay.Billy.Tests.Systems.Pennylane.Api;

/// <summary>What the client makes of refusals, whose shape Pennylane's own sources disagree on.</summary>
public sealed class PennylaneFailureTests : IDisposable
{
    private readonly PennylaneHost host = new(("MaxReadRetries", "0"));

    public void Dispose() => host.Dispose();

    [Theory]
    [InlineData(401, """{"error":"The access token is invalid","status":401}""", ApiFailure.Unauthorized, "The access token is invalid", null)]
    [InlineData(
        403,
        """{"error":"Access to this resource requires scope \"customers:readonly\".","status":403}""",
        ApiFailure.Forbidden,
        "Access to this resource requires scope \"customers:readonly\".",
        null)]
    [InlineData(404, """{"status":404,"error":"Couldn't find Customer with 'id'=1"}""", ApiFailure.NotFound, "Couldn't find Customer with 'id'=1", null)]
    [InlineData(409, """{"error":"Conflict","status":409}""", ApiFailure.Invalid, "Conflict", null)]
    [InlineData(400, """{"message":"limit is too large","code":"MoreThanMaximum"}""", ApiFailure.Invalid, "limit is too large", "MoreThanMaximum")]
    [InlineData(400, """{"message":"Bad","payload":{"a":[1]},"code":"ValidateError"}""", ApiFailure.Invalid, "Bad", "ValidateError")]
    [InlineData(
        422,
        """{"error":"unprocessable_entity","message":"No","details":{"field":"date","issue":"is missing"}}""",
        ApiFailure.Invalid,
        "No",
        "unprocessable_entity",
        "date: is missing")]
    [InlineData(400, """{"message":"is no date","field":"start_date","code":"InvalidDateFormat"}""", ApiFailure.Invalid, "is no date", "InvalidDateFormat", "start_date: is no date")]
    [InlineData(400, """{"error":{"a":1},"message":"No","details":[],"field":7,"code":null}""", ApiFailure.Invalid, "No", null)]
    [InlineData(429, "Rate limit exceeded. Please retry in 3 seconds.", ApiFailure.RateLimited, "Rate limit exceeded. Please retry in 3 seconds.", null)]
    [InlineData(429, "", ApiFailure.RateLimited, "The answer has status 429 and is not one of Pennylane's.", null)]
    [InlineData(500, """{"error":"Oops","status":500}""", ApiFailure.Unavailable, "Oops", null)]
    [InlineData(502, "<html><b>Bad gateway</b>", ApiFailure.Unavailable, "The answer has status 502 and is not one of Pennylane's.", null)]
    // Somebody else's page must not pass for Pennylane's word.
    [InlineData(404, "<html>Not found</html>", ApiFailure.Unreadable, "The answer has status 404 and is not one of Pennylane's.", null)]
    [InlineData(404, """{"title":"Not found"}""", ApiFailure.Unreadable, "The answer has status 404 and is not one of Pennylane's.", null)]
    [InlineData(400, "", ApiFailure.Unreadable, "The answer has status 400 and is not one of Pennylane's.", null)]
    [InlineData(422, "[]", ApiFailure.Unreadable, "The answer has status 422 and is not one of Pennylane's.", null)]
    [InlineData(401, "", ApiFailure.Unauthorized, "The answer has status 401 and is not one of Pennylane's.", null)]
    [InlineData(302, "", ApiFailure.Unreadable, "The answer has status 302 and is not one of Pennylane's.", null)]
    public async Task Refusals_AreUnderstood(int status, string body, ApiFailure failure, string message, string? code, string? field = null)
    {
        host.Answers(body, (HttpStatusCode)status);

        var exception = await host.FailureOfAsync(host.Reader.GetMeAsync(host.Access, default));

        Assert.Equal((failure, message, code, status), (exception.Failure, exception.Message, exception.ErrorCode, exception.StatusCode));
        Assert.Equal(field is null ? [] : [field], exception.FieldErrors.Select(error => $"{error.Field}: {error.Message}"));
    }

    [Fact]
    public async Task ALongWait_IsTheCallers()
    {
        using var patient = new PennylaneHost();
        patient.Answers("Rate limit exceeded. Please retry in 60 seconds.", HttpStatusCode.TooManyRequests, "60");

        var exception = await patient.FailureOfAsync(patient.Reader.GetMeAsync(patient.Access, default));

        Assert.Equal((TimeSpan.FromSeconds(60), FailureCodes.RateLimited), (exception.RetryAfter, ApiFailures.DescribeRead(exception).Code));
    }

    [Theory]
    [InlineData(200)]
    [InlineData(400)]
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
            "ECHO",
            "Rate limit exceeded ECHO",
            "{\"ECHO",
            """{"error":"ECHO","status":400}""",
            """{"message":"Bearer ECHO","field":"ECHO","code":"ECHO","details":{"field":"ECHO","issue":"ECHO"}}""",
            """{"company":{"id":"ECHO"},"ECHO":1}""",
        ];
        foreach (var body in bodies)
        {
            host.Answers(body.Replace("ECHO", PennylaneHost.TokenText, StringComparison.Ordinal), (HttpStatusCode)status);

            var exception = await host.FailureOfAsync(host.Reader.GetMeAsync(host.Access, default));

            string[] places =
            [
                exception.ToString(), $"{exception.Said} {exception.ErrorCode} {JsonSerializer.Serialize(exception.FieldErrors)}", .. host.Logs.Lines,
            ];
            // A half of it would be too much as well.
            Assert.All(places, place => Assert.DoesNotContain(PennylaneHost.TokenText[..12], place, StringComparison.OrdinalIgnoreCase));
        }
    }

    [Fact]
    public async Task Filters_AreNotLogged()
    {
        host.Pages("");

        await host.AllAsync(host.Reader.ListCustomersAsync(host.Access, new() { NameBeginsWith = "Dupont" }, default));

        Assert.StartsWith(
            "Debug PennaPay.Billy.Core.Http.ApiSender Pennylane answered GET customers with 200 after", Assert.Single(host.Logs.Lines), StringComparison.Ordinal);
    }
}
