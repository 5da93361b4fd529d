using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PennaPay.Billy.Tests.Support;

namespace PennaPay.Billy.Tests.Rig;

/// <summary>
/// A Billy to fail against, written from what is known of the API alone (docs/billy-api.md). It shares nothing with the product's client
/// or its sandbox, so that both being wrong in the same way would show.
/// </summary>
internal sealed class StandInBilly(Random chance) : IAsyncDisposable
{
    public const string Token = "0123456789abcdef0123456789abcdef01234567";

    private const decimal Vat = 0.25m;

    private readonly Lock gate = new();
    private readonly Dictionary<string, List<JsonObject>> records = Seed();
    private readonly Dictionary<string, DateTimeOffset> hiddenUntil = [];
    private readonly List<(DateTimeOffset At, Action Commit)> late = [];
    private readonly List<string> log = [];
    private WebApplication? server;
    private int port;
    private int lastId;

    public Uri BaseAddress => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/v2/"));

    /// <summary>What lateness goes by.</summary>
    public TimeProvider Clock { get; set; } = TimeProvider.System;

    /// <summary>How many writes in a hundred fail; reads fail a fifth as often, because a push takes many of them.</summary>
    public int FaultPercent { get; set; }

    /// <summary>Whether <c>externalId</c> is kept, which nobody has proven of the real one.</summary>
    public bool KeepsExternalId { get; init; } = true;

    /// <summary>How many requests there were.</summary>
    public int Requests { get; private set; }

    /// <summary>How many of them were for an invoice.</summary>
    public int Sent { get; private set; }

    /// <summary>How many faults there were.</summary>
    public int Faults { get; private set; }

    /// <summary>Every request with what became of it.</summary>
    public IReadOnlyList<string> Log
    {
        get
        {
            lock (gate)
                return [.. log];
        }
    }

    /// <summary>What it holds: order number, key and total with VAT of each invoice.</summary>
    public IReadOnlyList<(string OrderNo, string? Key, decimal Gross)> Invoices
    {
        get
        {
            lock (gate)
                return [.. records["invoices"].Select(i => (Text(i, "orderNo")!, Text(i, "externalId"), (decimal)i["grossAmount"]!))];
        }
    }

    /// <summary>Begins to listen, on the port that it had before.</summary>
    public async Task ListenAsync()
    {
        server = await LocalServer.StartAsync(
            builder =>
            {
                builder.WebHost.UseUrls(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"));
                builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.Zero);
            },
            app => app.Run(AnswerAsync));
        port = new Uri(server.Urls.Single()).Port;
    }

    /// <summary>Refuses connections from now on, and breaks those that there are.</summary>
    public async Task RefuseAsync()
    {
        if (server is null)
            return;
        await server.StopAsync();
        await server.DisposeAsync();
        server = null;
        lock (gate)
            Note("refuses connections", isFault: true);
    }

    /// <summary>Whatever was late has come to light.</summary>
    public void ComeToLight()
    {
        lock (gate)
        {
            CarryOutUntil(DateTimeOffset.MaxValue);
            hiddenUntil.Clear();
            Note("all that was late has come to light");
        }
    }

    public async ValueTask DisposeAsync() => await RefuseAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var request = context.Request;
        using var reader = new StreamReader(request.Body);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        // A request that is carried out late outlives its context.
        var (method, path, query) = (request.Method, request.Path, request.Query);
        var isWrite = !HttpMethods.IsGet(method);
        StandInFault fault;
        (int Status, JsonObject Body) answer = default;
        lock (gate)
        {
            Requests++;
            Sent += method == "POST" && path == "/v2/invoices" ? 1 : 0;
            CarryOutUntil(Clock.GetUtcNow());
            fault = chance.Next(isWrite ? 100 : 500) < FaultPercent ? Choose(request) : StandInFault.None;
            if (fault is StandInFault.CommittedLate)
            {
                var at = Clock.GetUtcNow() + Lateness();
                late.Add((at, () => Carry(method, path, query, body, StandInFault.None, at)));
            }
            else if (fault is not (StandInFault.Drop or StandInFault.Hang or StandInFault.ServerError or StandInFault.TooMany or StandInFault.TooManyFor1S))
            {
                answer = Carry(method, path, query, body, fault, Clock.GetUtcNow());
            }

            var order = isWrite && body.Length > 0 ? JsonNode.Parse(body)?["invoice"]?["orderNo"] : null;
            Note($"{method} {path}{request.QueryString} {order} {fault} {answer.Status}", fault != StandInFault.None);
        }

        await SendAsync(context, fault, answer.Status, answer.Body?.ToJsonString() ?? "");
    }

    private StandInFault Choose(HttpRequest request)
    {
        StandInFault[] faults = (request.Method, request.Path.Value) switch
        {
            ("GET", _) => [.. StandInFaults.OfReads],
            ("POST", "/v2/invoices") => [.. StandInFaults.OfWrites, .. StandInFaults.OfDrafts],
            _ => [.. StandInFaults.OfWrites],
        };
        return faults[chance.Next(faults.Length)];
    }

    private static async Task SendAsync(HttpContext context, StandInFault fault, int status, string body)
    {
        var response = context.Response;
        switch (fault)
        {
            case StandInFault.Drop or StandInFault.CommitThenDrop:
                context.Abort();
                return;
            case StandInFault.Hang or StandInFault.CommitThenHang:
                await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
                return;
            case StandInFault.TooMany or StandInFault.TooManyFor1S:
                if (fault == StandInFault.TooManyFor1S)
                    response.Headers.RetryAfter = "1";
                (status, body) = (429, Refusal(429, "OTHER", "Too many requests.").ToJsonString());
                break;
            case StandInFault.ServerError or StandInFault.CommitThenServerError:
                (status, body) = (500, Refusal(500, "INTERNAL_ERROR", "Internal error.").ToJsonString());
                break;
            case StandInFault.CommittedLate:
                (status, body) = (502, "<html><body>502 Bad Gateway</body></html>");
                break;
            case StandInFault.Page:
                (status, body) = (200, "<!doctype html><title>Billy</title><p>Vi er snart tilbage.");
                break;
            case StandInFault.Truncated:
                body = body[..(body.Length / 2)];
                break;
        }

        response.StatusCode = status;
        response.ContentType = body.StartsWith('<') ? "text/html" : "application/json";
        await response.WriteAsync(body, context.RequestAborted);
    }

    private (int Status, JsonObject Body) Carry(
        string method, PathString path, IQueryCollection query, string body, StandInFault fault, DateTimeOffset at)
    {
        var parts = path.Value!.Trim('/').Split('/');
        var (root, id) = (parts[1], parts.ElementAtOrDefault(2));
        if (root == "organization")
            return (200, Success(("organization", Organization())));
        if (!records.TryGetValue(root, out var all))
            return (404, Refusal(404, "UNKNOWN_RESOURCE", $"Unknown resource `v2/{root}`"));
        var known = all.Find(record => Text(record, "id") == id);
        switch (method)
        {
            case "GET" when id is null:
                return (200, List(root, all, query, fault));
            case "GET" when known is not null:
                return (200, Success((root[..^1], known.DeepClone())));
            case "DELETE":
                all.Remove(known!);
                return (200, Success());
            case "POST" when root == "invoices":
                return Create(root, Invoice((JsonObject)JsonNode.Parse(body)!["invoice"]!, fault, at));
            case "POST":
                return Create(root, (JsonObject)JsonNode.Parse(body)![root[..^1]]!.DeepClone());
            default:
                return (404, Refusal(404, "RECORD_NOT_FOUND", $"No `{root[..^1]}` record with id `{id}` was found."));
        }

        (int, JsonObject) Create(string root, JsonObject record)
        {
            record["id"] ??= NewId();
            record["createdTime"] = Time(at);
            all.Add(record);
            return (200, Success((root, new JsonArray(record.DeepClone()))));
        }
    }

    // The sums of docs/billy-api.md: two decimals, VAT once an invoice, rounded half away from zero.
    private JsonObject Invoice(JsonObject sent, StandInFault fault, DateTimeOffset at)
    {
        var invoice = (JsonObject)sent.DeepClone();
        var lines = invoice["lines"]!.AsArray();
        var net = 0m;
        invoice["id"] = NewId();
        foreach (var line in lines)
        {
            var amount = Math.Round((decimal)line!["quantity"]! * (decimal)line["unitPrice"]!, 2, MidpointRounding.AwayFromZero);
            (line["id"], line["invoiceId"], line["amount"]) = (NewId(), (string?)invoice["id"], amount);
            net += amount;
        }

        var tax = Math.Round(net * Vat, 2, MidpointRounding.AwayFromZero);
        (invoice["amount"], invoice["tax"], invoice["grossAmount"], invoice["balance"]) = (net, tax, net + tax, net + tax);
        (invoice["state"], invoice["sentState"], invoice["invoiceNo"], invoice["isPaid"]) = ("draft", "unsent", null, false);
        invoice["externalId"] = KeepsExternalId ? Text(sent, "externalId") : null;
        if (fault == StandInFault.Hidden)
            hiddenUntil[Text(invoice, "id")!] = at + Lateness();
        return invoice;
    }

    private JsonObject List(string root, List<JsonObject> all, IQueryCollection query, StandInFault fault)
    {
        var now = Clock.GetUtcNow();
        var listed = all.Where(record => !(hiddenUntil.GetValueOrDefault(Text(record, "id")!) > now));
        if (fault != StandInFault.FilterIgnored)
        {
            foreach (var key in (string[])["externalId", "productNo", "contactNo", "state", "contactId"])
            {
                if (query.TryGetValue(key, out var wanted))
                    listed = listed.Where(record => Text(record, key) == wanted);
            }

            if (query.TryGetValue("q", out var part))
                listed = listed.Where(record => Text(record, "orderNo")?.Contains(part.ToString(), StringComparison.OrdinalIgnoreCase) == true);
        }

        if (query["sortProperty"] == "createdTime")
            listed = listed.OrderBy(record => Text(record, "createdTime"), StringComparer.Ordinal);
        List<JsonObject> found = [.. query["sortDirection"] == "DESC" ? listed.Reverse() : listed];
        var (page, size) = (Number("page", 1), Math.Min(Number("pageSize", 1000), 1000));
        var answer = Success((root, new JsonArray([.. found.Skip((page - 1) * size).Take(size).Select(Whole)])));
        answer["meta"]!["paging"] = new JsonObject
        {
            ["page"] = page, ["pageCount"] = (found.Count + size - 1) / size, ["pageSize"] = size, ["total"] = found.Count,
        };
        return answer;

        int Number(string key, int otherwise) => int.TryParse(query[key], CultureInfo.InvariantCulture, out var number) ? number : otherwise;

        // Lines come only where they are asked for.
        JsonNode Whole(JsonObject record)
        {
            var copy = (JsonObject)record.DeepClone();
            if (!query.ContainsKey("include"))
                copy.Remove("lines");
            return copy;
        }
    }

    private void CarryOutUntil(DateTimeOffset now)
    {
        foreach (var due in late.Where(one => one.At <= now).OrderBy(one => one.At).ToList())
        {
            late.Remove(due);
            due.Commit();
            Note($"carried out late, at {due.At:HH:mm:ss}");
        }
    }

    private void Note(string what, bool isFault = false)
    {
        Faults += isFault ? 1 : 0;
        log.Add(string.Create(CultureInfo.InvariantCulture, $"{Clock.GetUtcNow():HH:mm:ss.fff} {what}"));
    }

    // Mostly so short that the program is still there to see it, and never as long as it waits before it sends again.
    private TimeSpan Lateness() => TimeSpan.FromSeconds(chance.Next(3) > 0 ? chance.Next(1, 12) : chance.Next(12, 600));

    private string NewId() => string.Create(CultureInfo.InvariantCulture, $"standin{++lastId:000000000000000}");

    private static string? Text(JsonObject record, string key) => record[key]?.ToString();

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);

    private static JsonObject Success(params (string Root, JsonNode Records)[] roots)
    {
        var answer = new JsonObject { ["meta"] = new JsonObject { ["statusCode"] = 200, ["success"] = true, ["time"] = 0.01 } };
        foreach (var (root, found) in roots)
            answer[root] = found;
        return answer;
    }

    private static JsonObject Refusal(int status, string code, string message) => new()
    {
        ["meta"] = new JsonObject { ["statusCode"] = status, ["success"] = false, ["time"] = 0.01 },
        ["errorCode"] = code,
        ["errorMessage"] = message,
    };

    private static JsonObject Organization() => (JsonObject)JsonNode.Parse("""
        {"id":"org","name":"Rig ApS","countryId":"DK","baseCurrencyId":"DKK","localeId":"da_DK","hasVat":true,"registrationNo":"12345674",
         "url":"rig-aps","invoiceNoMode":"sequential","nextInvoiceNo":1,"paymentTermsMode":"net","paymentTermsDays":8,"defaultTaxMode":"excl",
         "defaultSalesAccountId":"sales","defaultSalesTaxRulesetId":"vat","isLocked":false,"isTerminated":false}
        """)!;

    private static Dictionary<string, List<JsonObject>> Seed() => new()
    {
        ["accounts"] = Records("""[{"id":"sales","name":"Salg","accountNo":1110,"natureId":"revenue","taxRateId":"vat25","isArchived":false}]"""),
        ["taxRates"] = Records("""[{"id":"vat25","name":"25 %","rate":0.25,"appliesToSales":true,"isActive":true}]"""),
        ["salesTaxRulesets"] = Records("""[{"id":"vat","name":"Salg med moms","abbreviation":"S","fallbackTaxRateId":"vat25","isPredefined":true,"rules":[]}]"""),
        ["countryGroups"] = Records("""[{"id":"eu","name":"EU","memberCountryIds":"DE,SE"}]"""),
        ["contacts"] = [],
        ["products"] = [],
        ["invoices"] = [],
    };

    private static List<JsonObject> Records(string json) => [.. JsonNode.Parse(json)!.AsArray().Select(record => (JsonObject)record!.DeepClone())];
}
