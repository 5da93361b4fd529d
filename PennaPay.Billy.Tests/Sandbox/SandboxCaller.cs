using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using PennaPay.Billy.Web.Sandbox.Billy;

namespace PennaPay.Billy.Tests.Sandbox;

/// <summary>One company's view of the sandbox, in plain HTTP.</summary>
/// <param name="http">What it calls with.</param>
/// <param name="root">The root of the server that the sandbox is on.</param>
/// <param name="token">Its access token, if it has one.</param>
public sealed class SandboxCaller(HttpClient http, Uri root, string? token)
{
    public string Token => token ?? "";

    public Task<Answer> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<Answer> PostAsync(string path, object? body = null) => SendAsync(HttpMethod.Post, path, body);

    public Task<Answer> PutAsync(string path, object? body = null) => SendAsync(HttpMethod.Put, path, body);

    public Task<Answer> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path);

    public async Task<Answer> SendAsync(HttpMethod method, string path, object? body = null, CancellationToken cancellationToken = default)
    {
        using var request = new HttpRequestMessage(method, new Uri(root, $"{BillySandbox.ApiPath}/{path}"));
        if (token is not null)
            request.Headers.Add("X-Access-Token", token);
        if (body is not null)
            request.Content = body as HttpContent ?? JsonContent.Create(body);
        using var response = await http.SendAsync(request, cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        return new(response.StatusCode, text, response.Headers.RetryAfter?.Delta);
    }

    public async Task<string> NewContactAsync(string country = "DK", string type = "company", string name = "Kunde A/S")
    {
        var answer = await PostAsync("contacts", new { contact = new { name, countryId = country, type } });
        return answer.Ok["contacts"][0]["id"].Text;
    }

    public async Task<string> NewProductAsync(string name = "Konsulenttime", string? ruleset = null)
    {
        object product = ruleset is null
            ? new { name }
            : new { name, salesTaxRulesetId = (await GetAsync($"salesTaxRulesets?abbreviation={ruleset}")).Ok["salesTaxRulesets"][0]["id"].Text };
        return (await PostAsync("products", new { product })).Ok["products"][0]["id"].Text;
    }

    /// <summary>A draft of one line of 300, changed as wanted.</summary>
    public async Task<Dictionary<string, object?>> DraftAsync() => new()
    {
        ["contactId"] = await NewContactAsync(),
        ["entryDate"] = "2026-11-20",
        ["lines"] = new object[] { new { productId = await NewProductAsync(), unitPrice = 300 } },
    };

    public async Task<Json> NewInvoiceAsync(Dictionary<string, object?>? invoice = null) =>
        (await PostAsync("invoices", new { invoice = invoice ?? await DraftAsync() })).Ok["invoices"][0];
}

public sealed record Answer(HttpStatusCode Status, string Text, TimeSpan? RetryAfter)
{
    public Json Json => new(JsonElement.Parse(Text));

    public int Code => (int)Status;

    /// <summary>The body of an answer that has to be a success.</summary>
    public Json Ok => Status == HttpStatusCode.OK ? Json : throw new InvalidOperationException($"{Code}: {Text}");

    public string Error => $"{Code} {Json["errorCode"].Text}";
}

/// <summary>JSON that is easy to look into; what is not there is <c>undefined</c>.</summary>
public readonly record struct Json(JsonElement Element)
{
    public Json this[string name] =>
        Element.ValueKind == JsonValueKind.Object && Element.TryGetProperty(name, out var value) ? new(value) : default;

    public Json this[int index] => new(Element[index]);

    public bool Exists => Element.ValueKind != JsonValueKind.Undefined;

    public bool IsNull => Element.ValueKind == JsonValueKind.Null;

    public int Count => Element.GetArrayLength();

    /// <summary>A text as it is, anything else as it was written.</summary>
    public string Text => Element.ValueKind == JsonValueKind.String ? Element.GetString()! : Element.GetRawText();

    public IEnumerable<Json> Items => Element.EnumerateArray().Select(item => new Json(item));

    public string Show(params ReadOnlySpan<string> names)
    {
        var values = new List<string>();
        foreach (var name in names)
            values.Add(this[name].Text);
        return string.Join(' ', values);
    }

    public override string ToString() => Exists ? Element.GetRawText() : "undefined";
}
