using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Systems.Billy.Api;
using PennaPay.Billy.Tests.Support;
using RichardSzalay.MockHttp;

namespace PennaPay.Billy.Tests.Systems.Billy.Api;

/// <summary>What went out.</summary>
internal sealed record SentRequest(string Line, string Headers, string Body);

/// <summary>The client as the product registers it, in front of answers that a test lines up.</summary>
internal sealed class BillyHost : IDisposable
{
    public const string TokenText = "5f1d0c2ba94e4a7d8c3b6e7f9012ab34cd56ef78";

    private readonly ServiceProvider services;
    private readonly Queue<Func<HttpResponseMessage>> answers = new();

    public BillyHost(
        HttpMessageHandler? handler = null, Uri? baseAddress = null, params (string Key, string Value)[] settings)
        : this(handler, baseAddress, realHandler: false, settings)
    {
    }

    private BillyHost(
        HttpMessageHandler? handler, Uri? baseAddress, bool realHandler, (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(pair => KeyValuePair.Create("Billy:" + pair.Key, (string?)pair.Value)))
            .Build();
        var collection = new ServiceCollection();
        collection.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Logs));
        collection.AddSingleton<TimeProvider>(Clock);
        collection.AddBillyApi(configuration);
        if (!realHandler)
        {
            var inner = handler ?? MockedHandler();
            collection.AddHttpClient("Billy").ConfigurePrimaryHttpMessageHandler(() => inner);
        }

        services = collection.BuildServiceProvider();
        Reader = services.GetRequiredService<BillyReader>();
        Drafts = services.GetRequiredService<BillyDrafts>();
        Records = services.GetRequiredService<BillyRecords>();
        Access = new ApiAccess(baseAddress ?? new Uri("https://billy.test/v2/"), Token(), "org1");
    }

    public TestClock Clock { get; } = new();

    public LogCollector Logs { get; } = new();

    public List<SentRequest> Sent { get; } = [];

    public BillyReader Reader { get; }

    public BillyDrafts Drafts { get; }

    public BillyRecords Records { get; }

    public ApiAccess Access { get; }

    /// <summary>With the handler that the product uses, for tests on a real socket.</summary>
    public static BillyHost OnNetwork(Uri baseAddress, params (string Key, string Value)[] settings) =>
        new(null, baseAddress, realHandler: true, settings);

    public static AccessToken Token(string text = TokenText)
    {
        Assert.Null(AccessToken.Check(text, out var token));
        return token!;
    }

    public BillyHost Answers(string body, HttpStatusCode status = HttpStatusCode.OK, string? retryAfter = null)
    {
        answers.Enqueue(() =>
        {
            var response = new HttpResponseMessage(status)
            {
                Content = new StringContent(body, Encoding.UTF8, "application/json"),
            };
            if (retryAfter is not null)
                response.Headers.TryAddWithoutValidation("Retry-After", retryAfter);
            return response;
        });
        return this;
    }

    public BillyHost Throws(Exception exception)
    {
        answers.Enqueue(() => Failing(exception));
        return this;
    }

    /// <summary>Lets pauses pass, but no request's time run out.</summary>
    public Task<T> RunAsync<T>(Task<T> work) => Clock.RunAsync(work, TimeSpan.FromSeconds(20));

    public Task<ApiException> FailureOfAsync<T>(Task<T> work) =>
        Assert.ThrowsAsync<ApiException>(() => RunAsync(work));

    public void Dispose() => services.Dispose();

    private MockedNetwork MockedHandler()
    {
        var mock = new MockHttpMessageHandler();
        mock.When("*").Respond(async request =>
        {
            var headers = request.Headers.Concat(request.Content?.Headers.AsEnumerable() ?? [])
                .Where(header => header.Key != "Content-Length")
                .Select(header => $"{header.Key}: {string.Join(", ", header.Value)}")
                .Order(StringComparer.Ordinal);
            var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync();
            Sent.Add(new SentRequest(
                $"{request.Method} {request.RequestUri!.AbsoluteUri}", string.Join('\n', headers), body));
            return answers.TryDequeue(out var answer)
                ? answer()
                : Failing(new InvalidOperationException($"Nobody expected {request.Method} {request.RequestUri}."));
        });
        return new MockedNetwork(mock);
    }

    private static HttpResponseMessage Failing(Exception exception) => new() { Content = new FailingContent(exception) };

    /// <summary>Throws what an answer stands for; a responder of the mock that throws would never end the request.</summary>
    private sealed class MockedNetwork(MockHttpMessageHandler mock) : DelegatingHandler(mock)
    {
        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken);
            return response.Content is FailingContent failing ? throw failing.Exception : response;
        }
    }

    private sealed class FailingContent(Exception exception) : ByteArrayContent([])
    {
        public Exception Exception => exception;
    }
}

/// <summary>Keeps every log line with its scopes and exception.</summary>
internal sealed class LogCollector : ILoggerProvider
{
    public ConcurrentQueue<string> Lines { get; } = new();

    public ILogger CreateLogger(string categoryName) => new Collector(this, categoryName);

    public void Dispose()
    {
    }

    private sealed class Collector(LogCollector owner, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            owner.Lines.Enqueue($"{category} scope {state}");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter) =>
            owner.Lines.Enqueue($"{logLevel} {category} {formatter(state, exception)} {exception}");
    }
}
