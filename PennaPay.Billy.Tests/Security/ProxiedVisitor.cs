using PennaPay.Billy.Tests.Support;

namespace PennaPay.Billy.Tests.Security;

/// <summary>A browser behind a proxy that speaks https with it: what the proxy passes on, and the cookies that the browser keeps.</summary>
internal sealed class ProxiedVisitor(TestApp app, string address = "203.0.113.7", string scheme = "https") : IDisposable
{
    public const string Host = "billy.example.dk";

    private readonly HttpClient http = new(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = app.Url };
    private readonly Dictionary<string, string> cookies = [];

    /// <summary>Cookies as they were set, attributes and all.</summary>
    public List<string> SetCookies { get; } = [];

    public Task<HttpResponseMessage> GetAsync(string path) => SendAsync(HttpMethod.Get, path, null);

    public async Task<HttpResponseMessage> PostFormAsync(string path, string handler, Dictionary<string, string> fields)
    {
        using var page = await GetAsync(path);
        var token = TestApp.AntiforgeryToken(await page.Content.ReadAsStringAsync());
        return await SendAsync(HttpMethod.Post, path, new FormUrlEncodedContent(new Dictionary<string, string>(fields)
        {
            ["_handler"] = handler, ["__RequestVerificationToken"] = token,
        }));
    }

    public Task<HttpResponseMessage> SignInAsync(string password = TestApp.Password) =>
        PostFormAsync("/sign-in", "sign-in", new() { ["Form.Email"] = TestApp.Email, ["Form.Password"] = password });

    public void ForgetSession() => cookies.Remove("__Host-pennapay.session");

    public void Dispose() => http.Dispose();

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Host = Host;
        request.Headers.Add("X-Forwarded-For", address);
        request.Headers.Add("X-Forwarded-Proto", scheme);
        if (cookies.Count > 0)
            request.Headers.Add("Cookie", string.Join("; ", cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
        var answer = await http.SendAsync(request);
        foreach (var cookie in answer.Headers.TryGetValues("Set-Cookie", out var set) ? set : [])
        {
            SetCookies.Add(cookie);
            var pair = cookie.Split(';')[0].Split('=', 2);
            cookies[pair[0]] = pair[1];
        }

        return answer;
    }
}
