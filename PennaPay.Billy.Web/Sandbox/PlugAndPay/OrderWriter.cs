using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace PennaPay.Billy.Web.Sandbox.PlugAndPay;

/// <summary>Writes records as Plug&amp;Pay does: amounts are texts of two decimals, and of an order only what was asked for.</summary>
internal sealed class OrderWriter(PlugAndPayShop shop, PlugAndPayBehaviour behaviour, IReadOnlySet<string> includes)
{
    /// <summary>What can be asked for beside an order.</summary>
    public static readonly IReadOnlySet<string> Includes = new HashSet<string>
    {
        "billing", "checkout", "collection_costs", "comments", "commissions", "custom_fields", "discounts", "is_collectible", "items", "note", "payment", "products",
        "related_orders", "shipping", "subscriptions", "tags", "taxes", "utm",
    };

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Write(Action<Utf8JsonWriter> data)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            json.WriteStartObject();
            data(json);
            json.WriteEndObject();
        }
        return stream.ToArray();
    }

    /// <summary>One record below <c>data</c>.</summary>
    public static byte[] Single(Action<Utf8JsonWriter> record) => Write(json =>
    {
        json.WriteStartObject("data");
        record(json);
        json.WriteEndObject();
    });

    /// <summary>A page of a list with what leads to the others.</summary>
    public static byte[] List<T>(PageOf<T> page, string address, IQueryCollection query, Action<Utf8JsonWriter, T> write) => Write(json =>
    {
        Array(json, "data", page.Items, write);
        json.WriteStartObject("links");
        json.WriteString("first", Link(1));
        json.WriteString("last", Link(page.Last));
        json.WriteString("prev", page.Number > 1 ? Link(page.Number - 1) : null);
        json.WriteString("next", page.Number < page.Last ? Link(page.Number + 1) : null);
        json.WriteEndObject();
        json.WriteStartObject("meta");
        json.WriteNumber("current_page", page.Number);
        json.WriteNumber("last_page", page.Last);
        json.WriteNumber("per_page", page.Size);
        json.WriteNumber("total", page.Total);
        json.WriteEndObject();

        string Link(int number) => address + "?" + string.Join('&', query.Where(pair => pair.Key != "page")
            .Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value.ToString())}").Append(string.Create(CultureInfo.InvariantCulture, $"page={number}")));
    });

    public static void Array<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            write(json, item);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    public void Order(Utf8JsonWriter json, SandboxOrder order)
    {
        var total = OrderArithmetic.Total(order);
        json.WriteNumber("id", order.Id);
        json.WriteString("reference", new Guid(SHA256.HashData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{shop.Id}/{order.Id}")))[..16]));
        json.WriteString("invoice_number", order.InvoiceNumber);
        json.WriteString("invoice_status", order.IsConcept ? "concept" : "final");
        if (behaviour.TellsInvoiceDate)
            json.WriteString("invoice_date", order.InvoiceDate?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Amounts(json, total);
        json.WriteBoolean("is_tax_included", order.IsTaxIncluded);
        json.WriteString("currency", "EUR");
        json.WriteString("mode", order.IsTest ? "test" : "live");
        json.WriteString("source", order.Source);
        json.WriteBoolean("is_first", order.IsFirst);
        json.WriteBoolean("is_hidden", order.IsHidden);
        json.WriteNull("product_group");
        json.WriteNumber("customer_id", CustomerOf(order));
        json.WriteString("created_at", Time(order.CreatedAt));
        json.WriteString("updated_at", Time(order.UpdatedAt));
        json.WriteString("deleted_at", order.DeletedAt is { } deleted ? Time(deleted) : null);
        if (includes.Contains("billing"))
            Billing(json, order.Buyer);
        if (includes.Contains("items"))
            Array(json, "items", order.Items, (item, one) => Item(item, order, one));
        if (includes.Contains("taxes"))
            Array(json, "taxes", OrderArithmetic.ByRate(order), (tax, rate) => Tax(tax, order, rate.Percentage, rate.Sum));
        if (includes.Contains("discounts"))
            Discounts(json, "total_discounts", order, order.Items);
        if (includes.Contains("shipping"))
        {
            if (order.Shipping is { } shipping)
            {
                json.WriteStartObject("shipping");
                Cost(json, order, shipping);
                json.WriteEndObject();
            }
            else
                json.WriteNull("shipping");
        }
        if (includes.Contains("collection_costs"))
            Array(json, "collection_costs", order.CollectionCosts, (cost, one) => Cost(cost, order, one));
        if (includes.Contains("payment"))
        {
            json.WriteStartObject("payment");
            Payment(json, order);
            json.WriteEndObject();
        }
        if (includes.Contains("related_orders"))
            Array(json, "related_orders", ((long?[])[order.Credits, order.CreditedBy]).OfType<long>(), (related, id) => related.WriteNumber("id", id));
        if (includes.Contains("tags"))
            Array<int>(json, "tags", [], (_, _) => { });
        if (includes.Contains("comments"))
            Array<int>(json, "comments", [], (_, _) => { });
    }

    public static void Payment(Utf8JsonWriter json, SandboxOrder order)
    {
        json.WriteNumber("customer_id", CustomerOf(order));
        json.WriteNull("mandate_id");
        json.WriteString("method", order.PaymentMethod);
        json.WriteNumber("order_id", order.Id);
        json.WriteString("paid_at", order.PaidAt is { } paid ? Time(paid) : null);
        json.WriteString("provider", order.PaymentType == "manual" ? null : "mollie");
        json.WriteString("status", order.PaymentStatus);
        json.WriteString("transaction_id", order.PaymentType == "manual" ? null : string.Create(CultureInfo.InvariantCulture, $"tr_{order.Id:x8}"));
        json.WriteString("type", order.PaymentType);
        json.WriteString("url", string.Create(CultureInfo.InvariantCulture, $"https://pay.plugandpay.example/{order.Id:x8}"));
    }

    public static void Product(Utf8JsonWriter json, SandboxShopProduct product)
    {
        json.WriteNumber("id", product.Id);
        json.WriteString("title", product.Title);
        json.WriteString("public_title", product.Title);
        json.WriteString("sku", product.Sku);
        json.WriteString("type", "one_off");
        json.WriteBoolean("is_physical", product.IsPhysical);
        if (int.TryParse(product.Ledger, NumberStyles.None, CultureInfo.InvariantCulture, out var ledger))
            json.WriteNumber("ledger", ledger);
        else
            json.WriteString("ledger", product.Ledger);
    }

    public static void Rate(Utf8JsonWriter json, TaxRate rate)
    {
        json.WriteNumber("id", rate.Id);
        json.WriteString("country", rate.Country);
        json.WriteString("percentage", rate.Percentage.ToString("0.0###", CultureInfo.InvariantCulture));
    }

    public static void Rule(Utf8JsonWriter json, SandboxRule rule, PlugAndPayBehaviour behaviour)
    {
        json.WriteNumber("id", rule.Id);
        json.WriteString("name", rule.Name);
        json.WriteString("driver", "webhook");
        json.WriteString("action_type", "call_webhook");
        json.WriteStartObject("action_data");
        json.WriteString(behaviour.AddressKey, rule.Url);
        json.WriteEndObject();
        json.WriteString("trigger_type", rule.TriggerType);
        if (rule.Products.Count == 0)
        {
            // As PHP writes what is empty.
            json.WriteStartArray("condition_data");
            json.WriteEndArray();
        }
        else
        {
            json.WriteStartObject("condition_data");
            json.WriteStartArray("product_id");
            foreach (var product in rule.Products)
                json.WriteNumberValue(product);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteBoolean("readonly", false);
        json.WriteString("created_at", Time(rule.CreatedAt));
        json.WriteString("updated_at", Time(rule.UpdatedAt));
        json.WriteNull("deleted_at");
    }

    public static string Time(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    private static long CustomerOf(SandboxOrder order) =>
        1 + (BitConverter.ToUInt32(SHA256.HashData(Encoding.UTF8.GetBytes(order.Buyer.Email))) % 900_000);

    private static void Billing(Utf8JsonWriter json, SandboxBuyer buyer)
    {
        json.WriteStartObject("billing");
        json.WriteStartObject("contact");
        json.WriteString("company", buyer.Company);
        json.WriteString("email", buyer.Email);
        json.WriteString("invoice_email", buyer.InvoiceEmail);
        json.WriteString("firstname", buyer.Firstname);
        json.WriteString("lastname", buyer.Lastname);
        json.WriteString("telephone", buyer.Telephone);
        json.WriteNull("website");
        json.WriteString("vat_id_number", buyer.VatNumber);
        json.WriteString("tax_exempt", buyer.TaxExempt);
        json.WriteEndObject();
        json.WriteStartObject("address");
        json.WriteString("street", buyer.Street);
        json.WriteString("housenumber", buyer.Housenumber);
        json.WriteString("zipcode", buyer.Zipcode);
        json.WriteString("city", buyer.City);
        json.WriteString("country", buyer.Country);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void Item(Utf8JsonWriter json, SandboxOrder order, SandboxOrderItem item)
    {
        var shown = OrderArithmetic.Shown(order, item, behaviour);
        json.WriteNumber("id", item.Id);
        json.WriteNumber("order_id", order.Id);
        if (item.Product is { } product)
            json.WriteNumber("product_id", product);
        else
            json.WriteNull("product_id");
        json.WriteString("label", item.Label);
        json.WriteNumber("quantity", item.Quantity);
        json.WriteString("type", item.Type);
        Amounts(json, shown);
        if (includes.Contains("discounts"))
            Discounts(json, "discounts", order, [item]);
        if (includes.Contains("taxes"))
        {
            json.WriteStartObject("tax");
            Tax(json, order, item.Percentage, shown);
            json.WriteEndObject();
        }
        if (!includes.Contains("products"))
            return;
        if (shop.FindProduct(item.Product) is { } known)
        {
            json.WriteStartObject("product");
            Product(json, known);
            json.WriteEndObject();
        }
        else
            json.WriteNull("product");
    }

    private static void Cost(Utf8JsonWriter json, SandboxOrder order, SandboxOrderCost cost)
    {
        var sum = OrderArithmetic.Cost(order, cost);
        Amounts(json, sum);
        Array(json, "taxes", [cost], (tax, one) => Tax(tax, order, one.Percentage, sum));
    }

    private static void Tax(Utf8JsonWriter json, SandboxOrder order, decimal percentage, Sum sum)
    {
        json.WriteString("amount", Amount(sum.Tax));
        json.WriteString("amount_with_tax", Amount(sum.Gross));
        json.WriteStartObject("rate");
        Rate(json, TaxRates.Of(order.Buyer.Country, percentage));
        json.WriteEndObject();
    }

    private static void Discounts(Utf8JsonWriter json, string name, SandboxOrder order, IEnumerable<SandboxOrderItem> items) => Array(
        json,
        name,
        items.Where(item => item.Discount != 0).GroupBy(item => item.DiscountCode),
        (discount, code) =>
        {
            Amounts(discount, code.Select(item => OrderArithmetic.Discount(order, item)).Aggregate((a, b) => a + b));
            discount.WriteString("code", code.Key);
            discount.WriteString("type", code.Key is null ? "sale" : "promotion");
        });

    private static void Amounts(Utf8JsonWriter json, Sum sum)
    {
        json.WriteString("amount", Amount(sum.Net));
        json.WriteString("amount_with_tax", Amount(sum.Gross));
    }

    private static string Amount(decimal amount) => amount.ToString("0.00", CultureInfo.InvariantCulture);
}
