using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Http.Outgoing;
using PennaPay.Billy.Tests.Support;
using RichardSzalay.MockHttp;

namespace PennaPay.Billy.Tests.Http;

/// <summary>The sender as the product registers it, in front of answers that a test lines up.</summary>
internal class ApiHost : IDisposable
{
    public const string TokenText = "5f1d0c2ba94e4a7d8c3b6e7f9012ab34cd56ef78";

    private readonly ServiceProvider services;
    private readonly Queue<Func<HttpResponseMessage>> answers = new();

    /// <param name="access">As whom and where to.</param>
    /// <param name="handler">What stands for the network; null for the answers that were lined up.</param>
    /// <param name="realHandler">Whether to use the product's own handler, for tests on a real socket.</param>
    /// <param name="add">Adds the system.</param>
    protected ApiHost(ApiAccess access, HttpMessageHandler? handler, bool realHandler, Action<IServiceCollection> add)
    {
        Access = access;
        var collection = new ServiceCollection();
        collection.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Logs));
        collection.AddSingleton<TimeProvider>(Clock);
        collection.Configure<OutgoingOptions>(options => options.ThisHost = true);
        add(collection);
        if (!realHandler)
        {
            var inner = handler ?? MockedHandler();
            collection.AddHttpClient(ApiSender.HttpClientName).ConfigurePrimaryHttpMessageHandler(() => inner);
        }

        services = collection.BuildServiceProvider();
    }

    /// <summary>In front of Acme.</summary>
    public ApiHost(AcmeProfile? profile = null, HttpMessageHandler? handler = null)
        : this(
            new ApiAccess(profile ?? new AcmeProfile(), new Uri("https://acme.test/api/"), AcmeProfile.Token()),
            handler,
            realHandler: false,
            collection => collection.AddApiSender())
    {
    }

    private ApiHost(Uri address, AcmeProfile? profile)
        : this(
            new ApiAccess(profile ?? new AcmeProfile(), address, AcmeProfile.Token()),
            null,
            realHandler: true,
            collection => collection.AddApiSender())
    {
    }

    public TestClock Clock { get; } = new();

    public LogCollector Logs { get; } = new();

    public List<SentRequest> Sent { get; } = [];

    public ApiAccess Access { get; }

    /// <summary>With the handler that the product uses, for tests on a real socket.</summary>
    public static ApiHost OnNetwork(Uri address, AcmeProfile? profile = null) => new(address, profile);

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    /// <summary>Reads a thing of Acme's.</summary>
    public Task<AcmeThing> ReadAsync(int? largest = null, CancellationToken cancellationToken = default) =>
        Get<ApiReader>().ReadAsync(Access, AcmeProfile.Read(largest: largest), cancellationToken);

    /// <summary>Writes one.</summary>
    public Task<AcmeThing> WriteAsync(HttpMethod? method = null, CancellationToken cancellationToken = default) =>
        Get<ApiSender>().SendAsync(Access, AcmeProfile.Write(method), cancellationToken);

    public ApiHost Answers(
        string body, HttpStatusCode status = HttpStatusCode.OK, string? retryAfter = null, params (string Name, string Value)[] headers)
    {
        answers.Enqueue(() =>
        {
            var response = new HttpResponseMessage(status)
            {
                Content = new StringContent(body, Encoding.UTF8, "application/json"),
            };
            if (retryAfter is not null)
                response.Headers.TryAddWithoutValidation("Retry-After", retryAfter);
            foreach (var (name, value) in headers)
                response.Headers.TryAddWithoutValidation(name, value);
            return response;
        });
        return this;
    }

    public ApiHost Throws(Exception exception)
    {
        answers.Enqueue(() => Failing(exception));
        return this;
    }

    /// <summary>Lets pauses pass, but no request's time run out.</summary>
    public Task<T> RunAsync<T>(Task<T> work) => Clock.RunAsync(work, TimeSpan.FromSeconds(20));

    /// <summary>Everything of a list that comes page by page.</summary>
    public Task<List<T>> AllAsync<T>(IAsyncEnumerable<IReadOnlyList<T>> pages)
    {
        return RunAsync(ReadAsync());

        async Task<List<T>> ReadAsync()
        {
            List<T> all = [];
            await foreach (var page in pages)
                all.AddRange(page);
            return all;
        }
    }

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
