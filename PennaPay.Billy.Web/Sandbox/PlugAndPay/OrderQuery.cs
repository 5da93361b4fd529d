using System.Globalization;
using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Web.Sandbox.PlugAndPay;

/// <summary>Which orders of a shop are asked for, and which page of them. Parameters that are not known are passed over.</summary>
internal sealed class OrderQuery(IQueryCollection query, PlugAndPayShop shop)
{
    private static readonly string[] Sorts = ["paid_at", "invoice_number", "invoice_date"];

    public PageOf<SandboxOrder> Read()
    {
        var conditions = Conditions().ToList();
        var found = InOrder().Where(order => conditions.TrueForAll(condition => condition(order)));
        return PageOf<SandboxOrder>.Of(found, query);
    }

    private IReadOnlyList<SandboxOrder> InOrder()
    {
        var isAscending = OneOf("direction", "asc", "desc") == "asc";
        return OneOf("sort", Sorts) switch
        {
            "paid_at" => By(order => order.PaidAt ?? DateTimeOffset.MinValue),
            "invoice_number" => By(order => order.InvoiceNumber ?? ""),
            "invoice_date" => By(order => order.InvoiceDate ?? DateOnly.MinValue),
            _ => By(order => order.Id),
        };

        // Within a day the latest comes first, whichever way it is sorted: nothing else is promised.
        IReadOnlyList<SandboxOrder> By<TKey>(Func<SandboxOrder, TKey> key) => shop.Sorted(
            $"{query["sort"]}/{isAscending}",
            orders => isAscending && query.ContainsKey("sort")
                ? orders.OrderBy(key).ThenByDescending(order => order.Id)
                : orders.OrderByDescending(key).ThenByDescending(order => order.Id));
    }

    private IEnumerable<Predicate<SandboxOrder>> Conditions()
    {
        var isDeleted = Flag("is_deleted");
        yield return order => order.DeletedAt is not null == isDeleted;
        if (OneOf("invoice_status", "final", "concept") is { } status)
            yield return order => order.IsConcept == (status == "concept");
        if (OneOf("mode", "test", "live") is { } mode)
            yield return order => order.IsTest == (mode == "test");
        if (Text("payment_status") is { } statuses)
        {
            var wanted = statuses.Split(',');
            if (wanted.Except(OrderPayments.All).Any())
                throw Invalid("payment_status");
            yield return order => wanted.Contains(order.PaymentStatus);
        }
        if (Day("since_invoice_date") is { } firstDay)
            yield return order => order.InvoiceDate >= firstDay;
        if (Day("until_invoice_date") is { } lastDay)
            yield return order => order.InvoiceDate <= lastDay;
        if (Moment("since_paid_at") is { } from)
            yield return order => order.PaidAt >= from;
        if (Moment("until_paid_at") is { } until)
            yield return order => order.PaidAt <= until;
        if (Text("email") is { } email)
            yield return order => order.Buyer.Email.Equals(email, StringComparison.OrdinalIgnoreCase);
        if (Text("country") is { } country)
            yield return order => order.Buyer.Country == country;
        if (Text("source") is { } source)
            yield return order => order.Source == source;
        if (Text("product_id") is { } product)
            yield return order => order.Items.Any(item => item.Product?.ToString(CultureInfo.InvariantCulture) == product);
        if (Flag("is_first"))
            yield return order => order.IsFirst;
        if (Flag("is_hidden"))
            yield return order => order.IsHidden;
        if (Flag("has_tax"))
            yield return order => OrderArithmetic.Total(order).Tax != 0;
        if (Text("discount_code") is { } code)
            yield return order => order.Items.Any(item => item.DiscountCode == code);
        if (Text("q") is { } wantedText)
            yield return order => $"{order.InvoiceNumber} {order.Buyer.Email} {order.Buyer.Firstname} {order.Buyer.Lastname} {order.Buyer.Company}".Contains(wantedText, StringComparison.OrdinalIgnoreCase);
    }

    private string? Text(string name) => query[name].FirstOrDefault() is { Length: > 0 } text ? text : null;

    private bool Flag(string name) => Text(name) is "1" or "true";

    private string? OneOf(string name, params string[] words) => Text(name) is not { } text ? null : words.Contains(text) ? text : throw Invalid(name);

    private DateOnly? Day(string name) => Text(name) is not { } text ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : throw PlugAndPayRefusals.Invalid(name, $"The {Words(name)} does not match the format Y-m-d.");

    private DateTimeOffset? Moment(string name) => Text(name) is not { } text ? null
        : DateTimeOffset.TryParseExact(text, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment
        : throw PlugAndPayRefusals.Invalid(name, $"The {Words(name)} does not match the format Y-m-d H:i:s.");

    private static Refusal Invalid(string name) => PlugAndPayRefusals.Invalid(name, $"The selected {Words(name)} is invalid.");

    private static string Words(string name) => name.Replace('_', ' ');
}

/// <summary>A numbered page of a list.</summary>
internal sealed record PageOf<T>(IReadOnlyList<T> Items, int Number, int Size, int Total)
{
    private const int Usual = 25;
    private const int Most = 100;

    public int Last => Math.Max(1, (Total + Size - 1) / Size);

    public static PageOf<T> Of(IEnumerable<T> records, IQueryCollection query)
    {
        var (size, number) = (Read(query, "limit", Usual, Most), Read(query, "page", 1, int.MaxValue));
        var all = records.ToList();
        return new([.. all.Skip((int)Math.Min(int.MaxValue, (long)(number - 1) * size)).Take(size)], number, size, all.Count);
    }

    private static int Read(IQueryCollection query, string name, int usual, int most)
    {
        if (query[name].FirstOrDefault() is not { Length: > 0 } text)
            return usual;
        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            throw PlugAndPayRefusals.Invalid(name, $"The {name} must be an integer.");
        return number < 1 ? throw PlugAndPayRefusals.Invalid(name, $"The {name} must be at least 1.")
            : number > most ? throw PlugAndPayRefusals.Invalid(name, $"The {name} may not be greater than {most}.")
            : number;
    }
}
