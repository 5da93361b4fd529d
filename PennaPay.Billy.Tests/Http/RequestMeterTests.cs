using System.Diagnostics.Metrics;
using System.Net;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Tests.Support;

namespace PennaPay.Billy.Tests.Http;

/// <summary>Each request that leaves is measured, by system, method and how it ended.</summary>
public sealed class RequestMeterTests : IDisposable
{
    private const string Instrument = "pennapay.request.duration";
    private const string Found = """{"id":"t1"}""";

    private readonly ApiHost host = new(new AcmeProfile { Retries = 1 });
    private readonly Measurements measured;

    public RequestMeterTests() => measured = Measurements.Of(host.Get<IMeterFactory>());

    public void Dispose()
    {
        measured.Dispose();
        host.Dispose();
    }

    [Fact]
    public async Task Answers_AreMeasuredByStatus()
    {
        await host.Answers(Found).RunAsync(host.ReadAsync());
        await host.Answers(Found, HttpStatusCode.Created).RunAsync(host.WriteAsync());

        Assert.Equal(
            ["system=Acme http.request.method=GET http.response.status_code=200", "system=Acme http.request.method=POST http.response.status_code=201"],
            Tags());
        Assert.Equal("s", measured.Units[Instrument]);
    }

    [Fact]
    public async Task Refusals_AreMeasuredByStatusAndKind()
    {
        await host.Answers("""{"code":"invalid","error":"Nej"}""", HttpStatusCode.UnprocessableEntity).FailureOfAsync(host.WriteAsync());
        await host.Answers("<html>").FailureOfAsync(host.WriteAsync());

        Assert.Equal(
            [
                "system=Acme http.request.method=POST http.response.status_code=200 error.type=unreadable",
                "system=Acme http.request.method=POST http.response.status_code=422 error.type=invalid",
            ],
            Tags());
    }

    [Fact]
    public async Task RequestsWithoutAnAnswer_AreMeasuredByKind()
    {
        await host.Throws(new HttpRequestException(HttpRequestError.ConnectionError)).FailureOfAsync(host.WriteAsync());
        await host.Throws(new TaskCanceledException()).FailureOfAsync(host.WriteAsync(HttpMethod.Put));

        Assert.Equal(
            ["system=Acme http.request.method=POST error.type=unavailable", "system=Acme http.request.method=PUT error.type=timed_out"], Tags());
    }

    [Fact]
    public async Task EachTry_IsMeasuredByItself()
    {
        await host.Answers("", HttpStatusCode.BadGateway).Answers(Found).RunAsync(host.ReadAsync());

        Assert.Equal(
            [
                "system=Acme http.request.method=GET http.response.status_code=200",
                "system=Acme http.request.method=GET http.response.status_code=502 error.type=unavailable",
            ],
            Tags());
    }

    [Fact]
    public async Task Duration_IsThatOfTheRequest_InSeconds()
    {
        using var slow = new ApiHost(handler: new Waiting());
        using var heard = Measurements.Of(slow.Get<IMeterFactory>());

        await slow.Clock.RunAsync(Assert.ThrowsAsync<ApiException>(() => slow.WriteAsync()), TimeSpan.FromSeconds(30));

        Assert.Equal(
            new Dictionary<string, double> { ["system=Acme http.request.method=POST error.type=timed_out"] = 30 }, heard.Sums(Instrument));
    }

    [Fact]
    public async Task CallerWhoGivesUp_IsMeasuredAsSuch()
    {
        using var slow = new ApiHost(handler: new Waiting());
        using var heard = Measurements.Of(slow.Get<IMeterFactory>());
        using var caller = new CancellationTokenSource();

        var work = slow.WriteAsync(cancellationToken: caller.Token);
        await caller.CancelAsync();
        await Assert.ThrowsAsync<ApiRequestCanceledException>(() => work);

        Assert.Equal(["system=Acme http.request.method=POST error.type=canceled"], heard.Sums(Instrument).Keys);
    }

    private IEnumerable<string> Tags() => measured.Sums(Instrument).Keys.Order(StringComparer.Ordinal);

    /// <summary>A network that never answers.</summary>
    private sealed class Waiting : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return new HttpResponseMessage();
        }
    }
}
