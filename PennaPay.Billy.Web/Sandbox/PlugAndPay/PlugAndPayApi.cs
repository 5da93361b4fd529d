using System.Globalization;
using System.Net.Mime;
using System.Text.Json;
using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Web.Sandbox.PlugAndPay;

/// <summary>Answers as Plug&amp;Pay's API of version 2 does, as far as clients of the product could want.</summary>
internal sealed class PlugAndPayApi(PlugAndPaySandbox sandbox, TimeProvider time)
{
    private const string UserAgent = "CustomApiCall/2";
    private const string Json = "application/json";

    private readonly Lock gate = new();
    private readonly Dictionary<string, (long Minute, int Count)> spent = [];

    public ApiAnswer Handle(ApiCall call)
    {
        if (call.Path is not ["v2", .. var path])
            throw PlugAndPayRefusals.NotFound();
        // Whoever does not ask for JSON is taken for somebody with a browser, and sent to where people sign in.
        if (!call.Headers.Accept.ToString().Contains(Json, StringComparison.OrdinalIgnoreCase))
            throw PlugAndPayRefusals.Redirect();
        if (sandbox.Behaviour.IsStrictAboutUserAgent && call.Headers.UserAgent.ToString() != UserAgent)
            throw PlugAndPayRefusals.WrongUserAgent();
        if (call.Token is not { } token || sandbox.ShopOf(token) is not { } shop)
            throw PlugAndPayRefusals.Unauthenticated();
        var headers = new List<(string, string)>();
        try
        {
            Spend(token, headers);
            var (status, body, isCommitted) = shop.Do(() => Route(call, path, shop));
            return new(status, body, isCommitted) { Headers = headers, ContentType = body.AsSpan().StartsWith("%PDF"u8) ? MediaTypeNames.Application.Pdf : null };
        }
        catch (Refusal refusal)
        {
            return new(refusal.Status, PlugAndPayRefusals.Write(refusal), false) { Headers = headers };
        }
    }

    private void Spend(string token, List<(string, string)> headers)
    {
        if (sandbox.Behaviour.RequestsPerMinute is not (> 0 and var limit))
            return;
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        int count;
        lock (gate)
        {
            count = spent.TryGetValue(token, out var before) && before.Minute == now / 60 ? before.Count + 1 : 1;
            spent[token] = (now / 60, count);
        }
        headers.Add(("X-RateLimit-Limit", Text(limit)));
        headers.Add(("X-RateLimit-Remaining", Text(Math.Max(0, limit - count))));
        if (count <= limit)
            return;
        headers.Add(("Retry-After", Text(60 - (now % 60))));
        throw PlugAndPayRefusals.TooMany();
    }

    private (int Status, byte[] Body, bool IsCommitted) Route(ApiCall call, string[] path, PlugAndPayShop shop) => (call.Method, path) switch
    {
        ("GET", ["auth", "tenants", "me"]) => Read(OrderWriter.Single(json =>
        {
            json.WriteNumber("id", shop.Id);
            json.WriteString("name", shop.Name);
            json.WriteString("plan", "lite");
        })),
        ("GET", ["orders"]) => Read(List(call, new OrderQuery(call.Query, shop).Read(), Writer(call, shop).Order)),
        ("GET", ["orders", var id]) => Read(OrderWriter.Single(json => Writer(call, shop).Order(json, Find(shop.Find, id)))),
        ("GET", ["orders", var id, "payment"]) => Read(OrderWriter.Single(json => OrderWriter.Payment(json, Find(shop.Find, id)))),
        ("GET", ["orders", var id, "invoice"]) => Read(Pdf.Page(InvoiceLines(Find(shop.Find, id), shop))),
        ("PATCH", ["orders", var id, "payment"]) => ChangePayment(call, Find(shop.Find, id), shop),
        ("GET", ["products"]) => Read(List(call, PageOf<SandboxShopProduct>.Of(shop.Products, call.Query), OrderWriter.Product)),
        ("GET", ["products", var id]) => Read(OrderWriter.Single(json => OrderWriter.Product(json, Find(one => shop.FindProduct(one), id)))),
        ("GET", ["tax-rates"]) => Read(OrderWriter.Write(json => OrderWriter.Array(
            json, "data", TaxRates.All.Where(rate => call.Query["country"].FirstOrDefault() is not { Length: > 0 } country || rate.Country == country), OrderWriter.Rate))),
        (_, ["rules", ..]) => new RuleRoutes(sandbox.Behaviour).Route(call, path, shop),
        (_, ["auth", "tenants", "me"] or ["orders"] or ["orders", _] or ["orders", _, "payment" or "invoice"] or ["products"] or ["products", _] or ["tax-rates"]) =>
            throw PlugAndPayRefusals.NotAllowed(call.Method),
        _ => throw PlugAndPayRefusals.NotFound(),
    };

    /// <summary>Somebody's books say that an order is paid. What is paid, or was taken back, stays as it is.</summary>
    private static (int, byte[], bool) ChangePayment(ApiCall call, SandboxOrder order, PlugAndPayShop shop)
    {
        if (Member(call.Body, "status") is not OrderPayments.Paid)
            throw PlugAndPayRefusals.Invalid("status", "The selected status is invalid.");
        var type = Member(call.Body, "type");
        if (type is not (null or "mail" or "mandate" or "manual" or "unknown"))
            throw PlugAndPayRefusals.Invalid("type", "The selected type is invalid.");
        if (order.PaymentStatus is not (OrderPayments.Open or OrderPayments.Processing))
            throw PlugAndPayRefusals.Invalid("status", $"The payment is {order.PaymentStatus} and cannot be changed.");
        if (type is not null)
            shop.EditOrder(order.Id, one => one with { PaymentType = type });
        shop.Pay(order.Id);
        return (200, OrderWriter.Single(json => OrderWriter.Payment(json, shop.Find(order.Id)!)), true);
    }

    private static IEnumerable<string> InvoiceLines(SandboxOrder order, PlugAndPayShop shop)
    {
        if (order.InvoiceNumber is not { } number)
            throw PlugAndPayRefusals.NotFound();
        var total = OrderArithmetic.Total(order);
        return
        [
            shop.Name, $"Factuur {number}", $"{order.Buyer.Company} {order.Buyer.Firstname} {order.Buyer.Lastname}".Trim(), "",
            .. order.Items.Select(item => string.Create(CultureInfo.InvariantCulture, $"{item.Quantity} x {item.Label}: {OrderArithmetic.Line(order, item).Gross:0.00}")), "",
            string.Create(CultureInfo.InvariantCulture, $"Totaal {total.Gross:0.00} EUR, waarvan btw {total.Tax:0.00}"),
        ];
    }

    private OrderWriter Writer(ApiCall call, PlugAndPayShop shop)
    {
        var includes = (call.Query["include"].FirstOrDefault() ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToHashSet();
        return includes.IsSubsetOf(OrderWriter.Includes)
            ? new(shop, sandbox.Behaviour, includes)
            : throw PlugAndPayRefusals.Invalid("include", "The selected include is invalid.");
    }

    internal static (int, byte[], bool) Read(byte[] body) => (200, body, false);

    internal static byte[] List<T>(ApiCall call, PageOf<T> page, Action<Utf8JsonWriter, T> write) =>
        OrderWriter.List(page, $"{call.BaseUrl}/{string.Join('/', call.Path)}", call.Query, write);

    internal static T Find<T>(Func<long, T?> find, string id)
        where T : class =>
        long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && find(number) is { } found ? found : throw PlugAndPayRefusals.NotFound();

    internal static string? Member(JsonElement? body, string name) =>
        body is { ValueKind: JsonValueKind.Object } members && members.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
