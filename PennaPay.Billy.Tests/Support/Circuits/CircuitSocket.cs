using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;

namespace PennaPay.Billy.Tests.Support.Circuits;

/// <summary>The way to the hub that circuits live on, as far as its first words.</summary>
internal static class CircuitSocket
{
    private static readonly byte[] Handshake = Encoding.UTF8.GetBytes("{\"protocol\":\"blazorpack\",\"version\":1}\u001e");

    /// <summary>Asks for a connection, opens it, and agrees on the language.</summary>
    /// <exception cref="WebSocketException">Refused; the status is in its text.</exception>
    public static async Task<ClientWebSocket> ConnectAsync(HttpClient browser, string path = "/_blazor")
    {
        using var answer = await NegotiateAsync(browser, browser.BaseAddress!.GetLeftPart(UriPartial.Authority));
        answer.EnsureSuccessStatusCode();
        var token = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["connectionToken"]!.GetValue<string>();
        var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Origin", browser.BaseAddress.GetLeftPart(UriPartial.Authority));
        socket.Options.DangerousDeflateOptions = new(); // as browsers do
        socket.Options.CollectHttpResponseDetails = true;
        var address = new UriBuilder(new Uri(browser.BaseAddress, $"{path}?id={Uri.EscapeDataString(token)}")) { Scheme = "ws" }.Uri;
        await socket.ConnectAsync(address, browser, default);
        await socket.SendAsync(Handshake, WebSocketMessageType.Text, true, default);
        var agreed = new byte[256];
        var said = await socket.ReceiveAsync(agreed, default);
        Assert.Equal("{}\u001e", Encoding.UTF8.GetString(agreed, 0, said.Count));
        return socket;
    }

    /// <summary>Asks for a connection only.</summary>
    /// <param name="browser">Signed in.</param>
    /// <param name="origin">Of the page that asks; null leaves the header out.</param>
    public static async Task<HttpResponseMessage> NegotiateAsync(HttpClient browser, string? origin)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1");
        if (origin is not null)
            request.Headers.Add("Origin", origin);
        return await browser.SendAsync(request);
    }
}
