using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using PennaPay.Billy.Tests.Support;

namespace PennaPay.Billy.Tests.Mcp.Conformance;

/// <summary>
/// Stands before the program on a port of its own and adds the key that the conformance suite cannot be told. Everything else goes
/// through as it is, Host and Origin too, and answers as they come.
/// </summary>
internal sealed class KeyProxy : IAsyncDisposable
{
    // What is between two neighbours, and what the server here says for itself.
    private static readonly HashSet<string> Own = new(StringComparer.OrdinalIgnoreCase) { "Transfer-Encoding", "Connection", "Keep-Alive", "Date", "Server" };

    private readonly HttpClient http;
    private readonly WebApplication server;

    private KeyProxy(HttpClient http, WebApplication server) => (this.http, this.server) = (http, server);

    public Uri Url => new(server.Urls.Single());

    public static async Task<KeyProxy> StartAsync(Uri target, string key)
    {
        var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false });
        return new(http, await LocalServer.StartAsync(_ => { }, app => app.Run(context => ForwardAsync(http, target, key, context))));
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        http.Dispose();
    }

    private static async Task ForwardAsync(HttpClient http, Uri target, string key, HttpContext context)
    {
        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), new Uri(target, $"{context.Request.Path}{context.Request.QueryString}"));
        if (context.Request.ContentLength is not null || context.Request.Headers.TransferEncoding.Count > 0)
            request.Content = new StreamContent(context.Request.Body);
        foreach (var (name, values) in context.Request.Headers.Where(header => !Own.Contains(header.Key)))
        {
            if (!request.Headers.TryAddWithoutValidation(name, values.ToArray()))
                request.Content?.Headers.TryAddWithoutValidation(name, values.ToArray());
        }

        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        try
        {
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, context.RequestAborted);
            context.Response.StatusCode = (int)answer.StatusCode;
            foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers).Where(header => !Own.Contains(header.Key)))
                context.Response.Headers[name] = values.ToArray();
            context.Features.GetRequiredFeature<IHttpResponseBodyFeature>().DisableBuffering();
            await context.Response.StartAsync(context.RequestAborted);
            await answer.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The suite hangs up on streams that it has seen enough of.
        }
        catch (HttpRequestException) when (!context.Response.HasStarted)
        {
            context.Response.StatusCode = (int)HttpStatusCode.BadGateway;
        }
    }
}
