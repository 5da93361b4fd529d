using System.Net;
using PennaPay.Billy.Core.Http;

namespace PennaPay.Billy.Tests.Systems.Billy.Api;

public sealed class ReadRetryTests : IDisposable
{
    private const string Found = """{"organization":{"id":"org1"}}""";

    private readonly BillyHost host = new(settings: ("RequestsPerSecond", "0"));

    public void Dispose() => host.Dispose();

    [Fact]
    public async Task Read_IsTriedAgain()
    {
        host.Answers("", HttpStatusCode.BadGateway)
            .Throws(new HttpRequestException(HttpRequestError.ResponseEnded))
            .Answers("", HttpStatusCode.TooManyRequests)
            .Answers(Found);

        var organization = await host.RunAsync(host.Reader.GetOrganizationAsync(host.Access, default));

        Assert.Equal("org1", organization.Id);
        Assert.Equal(4, host.Sent.Count);
    }

    [Fact]
    public async Task Read_GivesUpAfterThreeMore()
    {
        for (var i = 0; i < 4; i++)
            host.Answers("", HttpStatusCode.ServiceUnavailable);

        var exception = await host.FailureOfAsync(host.Reader.GetOrganizationAsync(host.Access, default));

        Assert.Equal(ApiFailure.Unavailable, exception.Failure);
        Assert.Equal(4, host.Sent.Count);
    }

    [Fact]
    public async Task Read_WaitsAsLongAsBillyAsks()
    {
        host.Answers("", HttpStatusCode.TooManyRequests, "9").Answers(Found);
        var before = host.Clock.GetUtcNow();

        await host.RunAsync(host.Reader.GetOrganizationAsync(host.Access, default));

        Assert.Equal(TimeSpan.FromSeconds(9), host.Clock.GetUtcNow() - before);
    }

    [Fact]
    public async Task Read_LeavesALongWaitToTheCaller()
    {
        host.Answers("", HttpStatusCode.TooManyRequests, "60");

        var exception = await host.FailureOfAsync(host.Reader.GetOrganizationAsync(host.Access, default));

        Assert.Equal(TimeSpan.FromSeconds(60), exception.RetryAfter);
        Assert.Single(host.Sent);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(404)]
    [InlineData(422)]
    [InlineData(302)]
    public async Task Read_IsNotTriedAgainWhereItWouldNotHelp(int status)
    {
        host.Answers("""{"errorCode":"INVALID_RECORD"}""", (HttpStatusCode)status);

        await host.FailureOfAsync(host.Reader.GetOrganizationAsync(host.Access, default));

        Assert.Single(host.Sent);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task Writes_AreSentOnce(int status)
    {
        host.Answers("", (HttpStatusCode)status, "1").Answers("", (HttpStatusCode)status, "1");

        await host.FailureOfAsync(host.Drafts.CreateDraftInvoiceAsync(host.Access, BillyAnswerTests.NewDraft, default));
        await Assert.ThrowsAsync<ApiException>(() => host.Drafts.DeleteDraftInvoiceAsync(host.Access, "i1", default));

        Assert.Equal(2, host.Sent.Count);
    }

    [Fact]
    public async Task WithoutRetries_AReadIsSentOnce()
    {
        using var once = new BillyHost(settings: ("MaxReadRetries", "0"));
        once.Answers("", HttpStatusCode.BadGateway);

        await once.FailureOfAsync(once.Reader.GetOrganizationAsync(once.Access, default));

        Assert.Single(once.Sent);
    }
}
