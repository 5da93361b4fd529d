using System.Net;
using PennaPay.Billy.Core.Http;

namespace PennaPay.Billy.Tests.Systems.Billy.Api;

/// <summary>What a refused write says, and whether it may have been carried out.</summary>
public sealed class BillyFailureTests : IDisposable
{
    private const string Unlocked = """{"organization":{"id":"org1","isLocked":false}}""";

    private readonly BillyHost host = new(settings: ("RequestsPerSecond", "0"));

    public void Dispose() => host.Dispose();

    [Theory]
    [InlineData(401, """{"errorCode":"OAUTH_INVALID_ACCESS_TOKEN"}""", ApiFailure.Unauthorized, false)]
    [InlineData(401, "<html>", ApiFailure.Unauthorized, true)]
    [InlineData(403, """{"errorCode":"OTHER"}""", ApiFailure.Forbidden, false)]
    [InlineData(403, "<html>", ApiFailure.Forbidden, true)]
    [InlineData(404, """{"errorCode":"UNKNOWN_RESOURCE"}""", ApiFailure.NotFound, false)]
    [InlineData(404, "", ApiFailure.Unreadable, true)]
    [InlineData(405, """{"errorCode":"METHOD_NOT_ALLOWED"}""", ApiFailure.Invalid, false)]
    [InlineData(400, """{"errorCode":"INVALID_REQUEST_BODY"}""", ApiFailure.Invalid, false)]
    [InlineData(400, """{"errorCode":"INVALID_RECORD"}""", ApiFailure.Invalid, false)]
    [InlineData(422, """{"errorCode":"INVALID_RECORD"}""", ApiFailure.Invalid, false)]
    [InlineData(422, """{"errorCode":"OTHER"}""", ApiFailure.Invalid, false)]
    [InlineData(422, """{"meta":{"success":false}}""", ApiFailure.Invalid, false)]
    [InlineData(422, """{"message":"from a gateway"}""", ApiFailure.Unreadable, true)]
    [InlineData(422, """{"errorCode":"INVALID_REC""", ApiFailure.Unreadable, true)]
    [InlineData(422, """{"errorCode":"A","validationErrors":{"a":"\ud800"}}""", ApiFailure.Unreadable, true)]
    [InlineData(408, """{"errorCode":"OTHER"}""", ApiFailure.Unavailable, true)]
    [InlineData(429, "", ApiFailure.RateLimited, false)]
    [InlineData(500, """{"errorCode":"INTERNAL_ERROR"}""", ApiFailure.Unavailable, true)]
    [InlineData(503, "<html>", ApiFailure.Unavailable, true)]
    [InlineData(302, "", ApiFailure.Unreadable, true)]
    public async Task Status_DecidesWhatItIs(int status, string body, ApiFailure expected, bool mayHaveBeenProcessed)
    {
        host.Answers(body, (HttpStatusCode)status).Answers(Unlocked);

        var exception = await PushAsync();

        Assert.Equal(
            (expected, (int?)status, mayHaveBeenProcessed),
            (exception.Failure, exception.StatusCode, exception.MayHaveBeenProcessed));
        Assert.Single(host.Sent, sent => sent.Line.StartsWith("POST", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Validation_KeepsEveryMessage()
    {
        host.Answers(
            """
            {"meta":{"statusCode":422,"success":false},"errorCode":"INVALID_RECORD","errorMessage":"Invalid record",
             "validationErrors":{
               "invoice":{"message":"Invoices must have at least one invoice line.",
                          "attributes":{"contactId":"This field must not be blank.","entryDate":["Too early","Locked"]}},
               "invoiceLine":{"attributes":{"productId":"Unknown"}},"other":"Text"}}
            """,
            HttpStatusCode.UnprocessableEntity);

        var exception = await PushAsync();

        Assert.Equal("Invalid record", exception.Message);
        Assert.Equal("INVALID_RECORD", exception.ErrorCode);
        Assert.Equal(
            [
                new("invoice", null, "Invoices must have at least one invoice line."),
                new("invoice", "contactId", "This field must not be blank."),
                new("invoice", "entryDate", "Too early Locked"),
                new("invoiceLine", "productId", "Unknown"),
                new("other", null, "Text"),
            ],
            exception.FieldErrors);
        Assert.Single(host.Sent);
    }

    [Fact]
    public async Task WhatBillySays_IsCleanedAndCut()
    {
        var message = "Line\\r\\n two\\u0000\\u202e\\u200b" + new string('x', 600);
        host.Answers($$"""{"errorCode":"INVALID_RECORD","errorMessage":"{{message}}"}""", HttpStatusCode.BadRequest);

        var exception = await PushAsync();

        Assert.Equal("Line two" + new string('x', 491) + "…", exception.Message);
        Assert.Equal(500, exception.Message.Length);
    }

    [Theory]
    [InlineData(403, """{"errorCode":"OTHER","errorMessage":"No"}""")]
    [InlineData(422, """{"errorCode":"OTHER","errorMessage":"No"}""")]
    public async Task Refusal_OfALockedOrganisation_IsLocked(int status, string body)
    {
        host.Answers(body, (HttpStatusCode)status)
            .Answers("""{"organization":{"id":"org1","isLocked":true,"lockedReason":"Not paid"}}""");

        var exception = await PushAsync();

        Assert.Equal(
            (ApiFailure.Locked, "Not paid", "No", (int?)status, false),
            (exception.Failure, exception.LockedReason, exception.Message, exception.StatusCode,
                exception.MayHaveBeenProcessed));
        Assert.Equal(
            ["POST https://billy.test/v2/invoices", "GET https://billy.test/v2/organization"],
            host.Sent.Select(sent => sent.Line));
    }

    [Fact]
    public async Task Refusal_WhoseReasonCannotBeRead_StaysWhatItWas()
    {
        host.Answers("""{"errorCode":"OTHER","errorMessage":"No"}""", HttpStatusCode.Forbidden)
            .Answers("", HttpStatusCode.ServiceUnavailable);

        var exception = await PushAsync();

        Assert.Equal((ApiFailure.Forbidden, "No"), (exception.Failure, exception.Message));
        Assert.Equal(2, host.Sent.Count);
    }

    [Theory]
    [InlineData("7", 7)]
    [InlineData("Fri, 20 Nov 2026 09:01:30 GMT", 90)]
    [InlineData("Fri, 20 Nov 2026 08:00:00 GMT", 0)]
    [InlineData("999999999", 3600)]
    [InlineData("soon", null)]
    [InlineData(null, null)]
    public async Task RetryAfter_IsReadInBothForms(string? header, int? seconds)
    {
        host.Answers("", HttpStatusCode.TooManyRequests, header);

        var exception = await PushAsync();

        Assert.Equal(seconds, exception.RetryAfter?.TotalSeconds);
    }

    [Theory]
    [InlineData(HttpRequestError.NameResolutionError, false)]
    [InlineData(HttpRequestError.ConnectionError, false)]
    [InlineData(HttpRequestError.SecureConnectionError, false)]
    [InlineData(HttpRequestError.ResponseEnded, true)]
    [InlineData(HttpRequestError.Unknown, true)]
    public async Task NetworkFailure_IsUnavailable(HttpRequestError error, bool mayHaveBeenProcessed)
    {
        host.Throws(new HttpRequestException(error, $"Secret {BillyHost.TokenText}"));

        var exception = await PushAsync();

        Assert.Equal(
            (ApiFailure.Unavailable, mayHaveBeenProcessed),
            (exception.Failure, exception.MayHaveBeenProcessed));
        Assert.Null(exception.InnerException);
    }

    private Task<ApiException> PushAsync() =>
        host.FailureOfAsync(host.Drafts.CreateDraftInvoiceAsync(host.Access, BillyAnswerTests.NewDraft, default));
}
