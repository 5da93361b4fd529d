using System.Net;
using PennaPay.Billy.Core.Http;

namespace PennaPay.Billy.Tests.Http;

public sealed class ReadRetryTests : IDisposable
{
    private const string Found = """{"id":"t1"}""";

    private readonly ApiHost host = new();

    public void Dispose() => host.Dispose();

    [Fact]
    public async Task Read_IsTriedAgain()
    {
        host.Answers("", HttpStatusCode.BadGateway)
            .Throws(new HttpRequestException(HttpRequestError.ResponseEnded))
            .Answers("", HttpStatusCode.TooManyRequests)
            .Answers(Found);

        var thing = await host.RunAsync(host.ReadAsync());

        Assert.Equal("t1", thing.Id);
        Assert.Equal(4, host.Sent.Count);
    }

    [Fact]
    public async Task Read_GivesUpAfterThreeMore()
    {
        for (var i = 0; i < 4; i++)
            host.Answers("", HttpStatusCode.ServiceUnavailable);

        var exception = await host.FailureOfAsync(host.ReadAsync());

        Assert.Equal(ApiFailure.Unavailable, exception.Failure);
        Assert.Equal(4, host.Sent.Count);
    }

    [Fact]
    public async Task Read_WaitsAsLongAsItIsAsked()
    {
        host.Answers("", HttpStatusCode.TooManyRequests, "9").Answers(Found);
        var before = host.Clock.GetUtcNow();

        await host.RunAsync(host.ReadAsync());

        Assert.Equal(TimeSpan.FromSeconds(9), host.Clock.GetUtcNow() - before);
    }

    [Fact]
    public async Task Read_LeavesALongWaitToTheCaller()
    {
        host.Answers("", HttpStatusCode.TooManyRequests, "60");

        var exception = await host.FailureOfAsync(host.ReadAsync());

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
        host.Answers("""{"code":"invalid"}""", (HttpStatusCode)status);

        await host.FailureOfAsync(host.ReadAsync());

        Assert.Single(host.Sent);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task Writes_AreSentOnce(int status)
    {
        host.Answers("", (HttpStatusCode)status, "1").Answers("", (HttpStatusCode)status, "1");

        await host.FailureOfAsync(host.WriteAsync());
        await Assert.ThrowsAsync<ApiException>(() => host.WriteAsync(HttpMethod.Delete));

        Assert.Equal(2, host.Sent.Count);
    }

    [Fact]
    public async Task WithoutRetries_AReadIsSentOnce()
    {
        using var once = new ApiHost(new AcmeProfile { Retries = 0 });
        once.Answers("", HttpStatusCode.BadGateway);

        await once.FailureOfAsync(once.ReadAsync());

        Assert.Single(once.Sent);
    }
}
