using System.Net;
using PennaPay.Billy.Core.BillyApi;

namespace PennaPay.Billy.Tests.BillyApi;

/// <summary>What a refused write says, and whether it may have been carried out.</summary>
public sealed class BillyFailureTests : IDisposable
{
    private const string Unlocked = """{"organization":{"id":"org1","isLocked":false}}""";

    private readonly BillyHost host = new(settings: ("RequestsPerSecond", "0"));

    public void Dispose() => host.Dispose();

    [Theory]
    [InlineData(401, """{"errorCode":"OAUTH_INVALID_ACCESS_TOKEN"}""", BillyFailure.Unauthorized, false)]
    [InlineData(401, "<html>", BillyFailure.Unauthorized, true)]
    [InlineData(403, """{"errorCode":"OTHER"}""", BillyFailure.Forbidden, false)]
    [InlineData(403, "<html>", BillyFailure.Forbidden, true)]
    [InlineData(404, """{"errorCode":"UNKNOWN_RESOURCE"}""", BillyFailure.NotFound, false)]
    [InlineData(404, "", BillyFailure.Unreadable, true)]
    [InlineData(405, """{"errorCode":"METHOD_NOT_ALLOWED"}""", BillyFailure.Invalid, false)]
    [InlineData(400, """{"errorCode":"INVALID_REQUEST_BODY"}""", BillyFailure.Invalid, false)]
    [InlineData(400, """{"errorCode":"INVALID_RECORD"}""", BillyFailure.Invalid, false)]
    [InlineData(422, """{"errorCode":"INVALID_RECORD"}""", BillyFailure.Invalid, false)]
    [InlineData(422, """{"errorCode":"OTHER"}""", BillyFailure.Invalid, false)]
    [InlineData(422, """{"meta":{"success":false}}""", BillyFailure.Invalid, false)]
    [InlineData(422, """{"message":"from a gateway"}""", BillyFailure.Unreadable, true)]
    [InlineData(422, """{"errorCode":"INVALID_REC""", BillyFailure.Unreadable, true)]
    [InlineData(422, """{"errorCode":"A","validationErrors":{"a":"\ud800"}}""", BillyFailure.Unreadable, true)]
    [InlineData(408, """{"errorCode":"OTHER"}""", BillyFailure.Unavailable, true)]
    [InlineData(429, "", BillyFailure.RateLimited, false)]
    [InlineData(500, """{"errorCode":"INTERNAL_ERROR"}""", BillyFailure.Unavailable, true)]
    [InlineData(503, "<html>", BillyFailure.Unavailable, true)]
    [InlineData(302, "", BillyFailure.Unreadable, true)]
    public async Task Status_DecidesWhatItIs(int status, string body, BillyFailure expected, bool mayHaveBeenProcessed)
    {
        host.Answers(body, (HttpStatusCode)status).Answers(Unlocked);

        var exception = await PushAsync();

        Assert.Equal(
            (expected, (int?)status, mayHaveBeenProcessed),
            (exception.Failure, exception.StatusCode, exception.RequestMayHaveBeenProcessed));
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
            (BillyFailure.Locked, "Not paid", "No", (int?)status, false),
            (exception.Failure, exception.LockedReason, exception.Message, exception.StatusCode,
                exception.RequestMayHaveBeenProcessed));
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

        Assert.Equal((BillyFailure.Forbidden, "No"), (exception.Failure, exception.Message));
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
            (BillyFailure.Unavailable, mayHaveBeenProcessed),
            (exception.Failure, exception.RequestMayHaveBeenProcessed));
        Assert.Null(exception.InnerException);
    }

    private Task<BillyException> PushAsync() =>
        host.FailureOfAsync(host.Client.CreateDraftInvoiceAsync(host.Access, BillyAnswerTests.NewDraft, default));
}
