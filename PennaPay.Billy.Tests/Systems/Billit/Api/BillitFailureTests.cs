using System.Net;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Systems.Billit.Api.Wire;

namespace PennaPay.Billy.Tests.Systems.Billit.Api;

/// <summary>What the client makes of refusals, which come in several shapes and in the language of whoever allowed the connection.</summary>
public sealed class BillitFailureTests : IDisposable
{
    private readonly BillitHost host = new(("MaxReadRetries", "0"));

    public void Dispose() => host.Dispose();

    [Theory]
    [InlineData(400, """{"errors":[{"Code":"GenericError","Description":"Onbekend veld"}]}""", ApiFailure.Invalid, "Onbekend veld", "GenericError")]
    [InlineData(400, """{"Errors":[{"code":"GenericError"}]}""", ApiFailure.Invalid, "GenericError", "GenericError")]
    [InlineData(400, """{"errors":[{"Code":"A","Description":"One"},{"Code":"B"},"Three",7,null]}""", ApiFailure.Invalid, "One", "A", "A: One, B: B, : Three")]
    [InlineData(400, """{"errors":[{"Code":"A","Description":"<b onclick='x'>Not</b> <script>good"}]}""", ApiFailure.Invalid, "Not good", "A")]
    [InlineData(400, """{"errors":[{"Code":"A","Description":"Wrong token 5f1d0c2ba94e4a7d8c3b""" + """6e7f9012ab34cd56ef78."}]}""", ApiFailure.Invalid, "Wrong token ****************************************.", "A")]
    [InlineData(400, """{"Message":"No"}""", ApiFailure.Invalid, "No", null)]
    [InlineData(400, """{"ErrorMessage":"No"}""", ApiFailure.Invalid, "No", null)]
    [InlineData(400, """{"DefaultText":"No"}""", ApiFailure.Invalid, "No", null)]
    [InlineData(400, """{"Code":"X","Description":"No"}""", ApiFailure.Invalid, "No", "X")]
    [InlineData(400, "Something is wrong", ApiFailure.Invalid, "Something is wrong", null)]
    [InlineData(400, "\"Something is <i>wrong</i>\"", ApiFailure.Invalid, "Something is wrong", null)]
    // A sentence is nobody's proof that a record is not there.
    [InlineData(404, "404 page not found", ApiFailure.Unreadable, "The answer has status 404 and is not one of Billit's.", null)]
    [InlineData(404, "Page not found", ApiFailure.Invalid, "Page not found", null)]
    [InlineData(400, """{"Code":"X"}""", ApiFailure.Unreadable, "The answer has status 400 and is not one of Billit's.", null)]
    [InlineData(400, """{"errors":{"a":["b"]}}""", ApiFailure.Unreadable, "The answer has status 400 and is not one of Billit's.", null)]
    [InlineData(400, """{"errors":[]}""", ApiFailure.Unreadable, "The answer has status 400 and is not one of Billit's.", null)]
    [InlineData(400, "[]", ApiFailure.Unreadable, "The answer has status 400 and is not one of Billit's.", null)]
    [InlineData(400, "<html><b>Bad request</b>", ApiFailure.Unreadable, "The answer has status 400 and is not one of Billit's.", null)]
    [InlineData(400, "", ApiFailure.Unreadable, "The answer has status 400 and is not one of Billit's.", null)]
    [InlineData(429, "", ApiFailure.RateLimited, "The answer has status 429 and is not one of Billit's.", null)]
    [InlineData(500, """{"errors":[{"Code":"GenericError"}]}""", ApiFailure.Unavailable, "GenericError", "GenericError")]
    [InlineData(502, "<html>Bad gateway", ApiFailure.Unavailable, "The answer has status 502 and is not one of Billit's.", null)]
    [InlineData(302, "", ApiFailure.Unreadable, "The answer has status 302 and is not one of Billit's.", null)]
    public async Task Refusals_AreUnderstood(int status, string body, ApiFailure failure, string message, string? code, string? fields = null)
    {
        host.Answers(body, (HttpStatusCode)status);

        var exception = await host.FailureOfAsync(host.Reader.GetAccountAsync(host.Access, default));

        Assert.Equal((failure, message, code, status), (exception.Failure, exception.Message, exception.ErrorCode, exception.StatusCode));
        Assert.Equal(fields ?? "", string.Join(", ", exception.FieldErrors.Select(error => $"{error.Field}: {error.Message}")));
    }

    [Fact]
    public async Task TooMany_WaitsAsLongAsBillitSays()
    {
        host.Answers("", HttpStatusCode.TooManyRequests, retryAfter: "42");

        var exception = await host.FailureOfAsync(host.Reader.GetAccountAsync(host.Access, default));

        Assert.Equal((TimeSpan.FromSeconds(42), false), (exception.RetryAfter, exception.MayHaveBeenProcessed));
    }

    [Fact]
    public async Task AMinute_TakesNoMoreRequestsThanItMay()
    {
        using var slow = new BillitHost(("RequestsPerMinute", "12"));
        var started = slow.Clock.GetUtcNow();
        for (var i = 0; i < 7; i++)
            slow.Answers("""{"Companies":[]}""");

        for (var i = 0; i < 7; i++)
            await slow.RunAsync(slow.Reader.GetAccountAsync(slow.Access, default));

        Assert.Equal(TimeSpan.FromSeconds(10), slow.Clock.GetUtcNow() - started);
    }

    [Fact]
    public void Garbage_IsNeverMoreThanARefusalWithoutMarkup()
    {
        var texts = Gen.ArrayOf(Gen.Elements("<", ">", "<b>", "b", "<<b>>", "'", " ")).Select(string.Concat).Select(text => $"{{\"errors\":[{{\"Code\":\"x\",\"Description\":\"{text}\"}}]}}");
        var pieces = Gen.Elements("{", "}", "[", "]", "\"", "errors", "Code", "Description", ":", ",", "<b>", "x", "null", "7", "\\u0000", "\\ud800", "é", " ");

        Prop.ForAll(Gen.OneOf(texts, Gen.ArrayOf(pieces).Select(string.Concat)).ToArbitrary(), text =>
        {
            try
            {
                var refusal = BillitRefusals.Read(Encoding.UTF8.GetBytes(text));
                Assert.DoesNotContain("<b>", refusal?.Message ?? "", StringComparison.Ordinal);
            }
            catch (Exception exception) when (exception is System.Text.Json.JsonException or InvalidOperationException)
            {
                // What the sender takes for somebody else's answer.
            }
        }).QuickCheckThrowOnFailure();
    }
}
