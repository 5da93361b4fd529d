using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Http.Writes;

namespace PennaPay.Billy.Tests.Http;

/// <summary>The handler that the product uses, on real sockets that break.</summary>
public sealed class ApiNetworkTests
{
    private const string Thing = """{"id":"t1"}""";

    [Fact]
    public async Task Post_OnAFreshConnectionThatIsDropped_IsSentOnce_AndMayHaveBeenProcessed()
    {
        await using var server = new RawServer((_, _) => (string?)null);
        using var host = ApiHost.OnNetwork(server.Address);

        var exception = await host.FailureOfAsync(host.WriteAsync());

        Assert.Equal((ApiFailure.Unavailable, true), (exception.Failure, exception.MayHaveBeenProcessed));
        Assert.Equal(["POST /v2/things HTTP/1.1"], server.Requests);
    }

    [Fact]
    public async Task Post_OnAKeptConnectionThatIsDropped_IsSentOnce_AndMayHaveBeenProcessed()
    {
        await using var server = new RawServer((_, number) => number == 1 ? RawServer.Ok(Thing) : null);
        using var host = ApiHost.OnNetwork(server.Address);
        await host.ReadAsync();

        var exception = await host.FailureOfAsync(host.WriteAsync());

        Assert.Equal((ApiFailure.Unavailable, true), (exception.Failure, exception.MayHaveBeenProcessed));
        Assert.Equal(["GET /v2/things/1 HTTP/1.1", "POST /v2/things HTTP/1.1"], server.Requests);
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task Delete_OnAConnectionThatIsDropped_IsSentOnce()
    {
        await using var server = new RawServer((_, number) => number == 1 ? RawServer.Ok(Thing) : null);
        using var host = ApiHost.OnNetwork(server.Address);
        await host.ReadAsync();

        var exception = await Assert.ThrowsAsync<ApiException>(
            () => host.WriteAsync(HttpMethod.Delete));

        Assert.True(exception.MayHaveBeenProcessed);
        Assert.Equal(["GET /v2/things/1 HTTP/1.1", "DELETE /v2/things HTTP/1.1"], server.Requests);
    }

    [Fact]
    public async Task AWrite_CannotBeSentTwice_WhateverTheHandlerTries()
    {
        using var content = new OnceOnlyContent([1, 2, 3]);
        Assert.False(content.Begun);
        await content.CopyToAsync(Stream.Null);
        Assert.True(content.Begun);

        await Assert.ThrowsAsync<InvalidOperationException>(() => content.CopyToAsync(Stream.Null));
    }

    [Fact]
    public async Task Read_OnAConnectionThatIsDropped_IsTriedAgain()
    {
        await using var server = new RawServer((_, number) => number <= 2 ? null : RawServer.Ok(Thing));
        using var host = ApiHost.OnNetwork(server.Address);

        Assert.Equal("t1", (await host.RunAsync(host.ReadAsync())).Id);
    }

    [Fact]
    public async Task Refused_WasNotProcessed()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        using var host = ApiHost.OnNetwork(new Uri($"http://127.0.0.1:{port}/v2/"));

        var exception = await host.FailureOfAsync(host.WriteAsync());

        Assert.Equal((ApiFailure.Unavailable, false), (exception.Failure, exception.MayHaveBeenProcessed));
    }

    [Fact]
    public async Task WithoutTls_NothingIsSent()
    {
        using var plain = new TcpListener(IPAddress.Loopback, 0);
        plain.Start();
        var hangUp = HangUpAsync();
        using var host = ApiHost.OnNetwork(new Uri($"https://127.0.0.1:{((IPEndPoint)plain.LocalEndpoint).Port}/v2/"));

        var exception = await host.FailureOfAsync(host.WriteAsync());
        await hangUp;

        Assert.Equal((ApiFailure.Unavailable, false), (exception.Failure, exception.MayHaveBeenProcessed));

        async Task HangUpAsync()
        {
            using var client = await plain.AcceptTcpClientAsync();
            await client.GetStream().WriteAsync("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray());
        }
    }

    [Fact]
    public async Task NoAnswerInTime_MayHaveBeenProcessed()
    {
        var received = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = new RawServer((_, _) =>
        {
            received.SetResult();
            return new TaskCompletionSource<string?>().Task;
        });
        using var host = ApiHost.OnNetwork(server.Address);

        var push = host.WriteAsync();
        await received.Task;
        host.Clock.Advance(TimeSpan.FromSeconds(29.9));
        Assert.False(push.IsCompleted);
        host.Clock.Advance(TimeSpan.FromSeconds(0.1));
        var exception = await Assert.ThrowsAsync<ApiException>(() => push);

        Assert.Equal((ApiFailure.TimedOut, true), (exception.Failure, exception.MayHaveBeenProcessed));
    }

    [Fact]
    public async Task NoConnectionInTime_WasNotProcessed()
    {
        var connecting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancellationToken) =>
            {
                connecting.SetResult();
                await Task.Delay(Timeout.Infinite, cancellationToken);
                return Stream.Null;
            },
        };
        using var host = new ApiHost(handler: handler);

        var push = host.WriteAsync();
        await connecting.Task;
        host.Clock.Advance(TimeSpan.FromSeconds(30));
        var exception = await Assert.ThrowsAsync<ApiException>(() => push);

        Assert.Equal((ApiFailure.TimedOut, false), (exception.Failure, exception.MayHaveBeenProcessed));
    }

    [Fact]
    public async Task Cancelled_AfterSending_IsTheCallersDoing_AndMayHaveBeenProcessed()
    {
        var received = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = new RawServer((_, _) =>
        {
            received.SetResult();
            return new TaskCompletionSource<string?>().Task;
        });
        using var host = ApiHost.OnNetwork(server.Address);
        using var cancellation = new CancellationTokenSource();

        var push = host.WriteAsync(cancellationToken: cancellation.Token);
        await received.Task;
        await cancellation.CancelAsync();
        var exception = await Assert.ThrowsAsync<ApiRequestCanceledException>(() => push);

        Assert.True(exception.MayHaveBeenProcessed);
        Assert.Equal(cancellation.Token, exception.CancellationToken);
    }

    [Fact]
    public async Task WaitingForATurn_EndsWithoutSending_WhenCancelledOrTooLong()
    {
        using var host = new ApiHost(new AcmeProfile { Rate = 0.1, AtOnce = 3, Timeout = TimeSpan.FromSeconds(5) });
        host.Answers(Thing).Answers(Thing);
        await host.WriteAsync();
        await host.WriteAsync();
        using var cancellation = new CancellationTokenSource();

        var first = host.WriteAsync(cancellationToken: cancellation.Token);
        await cancellation.CancelAsync();
        Assert.False((await Assert.ThrowsAsync<ApiRequestCanceledException>(() => first)).MayHaveBeenProcessed);

        var second = host.WriteAsync();
        host.Clock.Advance(TimeSpan.FromSeconds(5));
        var exception = await Assert.ThrowsAsync<ApiException>(() => second);
        Assert.Equal(
            (ApiFailure.TimedOut, "Too many requests to Acme were waiting.", false),
            (exception.Failure, exception.Message, exception.MayHaveBeenProcessed));
        Assert.Equal(2, host.Sent.Count);
    }

    [Fact]
    public async Task Redirect_IsNotFollowed()
    {
        await using var elsewhere = new RawServer((_, _) => RawServer.Ok(Thing));
        await using var server = new RawServer((_, _) =>
            $"HTTP/1.1 302 Found\r\nLocation: {elsewhere.Address}\r\nContent-Length: 0\r\n\r\n");
        using var host = ApiHost.OnNetwork(server.Address);

        var exception = await host.FailureOfAsync(host.ReadAsync());

        Assert.Equal((ApiFailure.Unreadable, (int?)302), (exception.Failure, exception.StatusCode));
        Assert.Equal(0, elsewhere.Connections);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 500\r\nConnection: close\r\n\r\n{\"invoices\":[", ApiFailure.Unavailable, true)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 30000000\r\n\r\n{", ApiFailure.Unreadable, true)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\nabcde", ApiFailure.Unreadable, true)]
    [InlineData("Not HTTP at all, Connection: close\r\n\r\n", ApiFailure.Unreadable, true)]
    [InlineData("HTTP/1.1 429 Slow\r\nContent-Length: 500\r\nConnection: close\r\n\r\n{", ApiFailure.RateLimited, false)]
    [InlineData("HTTP/1.1 422 No\r\nContent-Length: 500\r\nConnection: close\r\n\r\n{", ApiFailure.Unreadable, true)]
    public async Task ABrokenAnswer_IsToldTruthfully(string answer, ApiFailure expected, bool mayHaveBeenProcessed)
    {
        await using var server = new RawServer((request, _) =>
            request.StartsWith("POST", StringComparison.Ordinal) ? answer : RawServer.Ok(Thing));
        using var host = ApiHost.OnNetwork(server.Address);

        var exception = await host.FailureOfAsync(host.WriteAsync());

        Assert.Equal(
            (expected, mayHaveBeenProcessed), (exception.Failure, exception.MayHaveBeenProcessed));
        Assert.Single(server.Requests, line => line.StartsWith("POST", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ABombOfZeros_IsNotUnpacked()
    {
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
            await gzip.WriteAsync(new byte[(5 * 1024 * 1024) + 1]);
        using var handler = new Unpacking(packed.ToArray());
        using var host = new ApiHost(handler: handler);

        var exception = await host.FailureOfAsync(host.ReadAsync());

        Assert.Equal((ApiFailure.Unreadable, "Acme's answer is too large."), (exception.Failure, exception.Message));
    }

    [Theory]
    [InlineData(100, null, true)]
    [InlineData(101, null, false)]
    [InlineData(200, 200, true)]
    [InlineData(201, 200, false)]
    public async Task AList_MayAskForMoreThanTheSystemsLargestAnswer(int size, int? asked, bool isRead)
    {
        const string Start = """{"id":"t1","name":""";
        var answer = $$"""{{Start}}"{{new string('x', size - Start.Length - 3)}}"}""";
        await using var server = new RawServer((_, _) => RawServer.Ok(answer));
        using var host = ApiHost.OnNetwork(server.Address, new AcmeProfile { Largest = 100 });

        var fault = await Record.ExceptionAsync(() => host.ReadAsync(asked));

        Assert.Equal((size, isRead), (answer.Length, fault is null));
        Assert.True(isRead || fault is ApiException { Failure: ApiFailure.Unreadable });
    }

    [Fact]
    public async Task OnlyWhatTheSystemNeeds_GoesOnTheWire()
    {
        List<string> seen = [];
        await using var server = new RawServer((request, _) =>
        {
            seen.Add(request);
            return RawServer.Ok(Thing, "Set-Cookie: a=b\r\n");
        });
        using var host = ApiHost.OnNetwork(server.Address);
        using var activity = new System.Diagnostics.Activity("page").Start();

        await host.ReadAsync();
        await host.WriteAsync();

        string[] always =
        [
            $"Host: 127.0.0.1:{server.Port}",
            "Accept: application/vnd.acme+json",
            "User-Agent: Tests",
            $"Authorization: Bearer {ApiHost.TokenText}",
            "Accept-Encoding: gzip, deflate",
        ];
        Assert.Equal(
            [
                string.Join("\r\n", ["GET /v2/things/1 HTTP/1.1", .. always, "", ""]),
                string.Join(
                    "\r\n", ["POST /v2/things HTTP/1.1", .. always, "Content-Type: application/json", "Content-Length: 2", "", "{}"]),
            ],
            seen);
    }

    private sealed class Unpacking(byte[] packed) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult(
                new HttpResponseMessage
                {
                    Content = new StreamContent(new GZipStream(new MemoryStream(packed), CompressionMode.Decompress)),
                });
    }
}
