using System.Globalization;
using System.Text;
using System.Text.Json;
using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Web.Sandbox.Pennylane;

/// <summary>Answers as Pennylane's API of version 2 does. Clients may only read here.</summary>
internal sealed class PennylaneApi(PennylaneSandbox sandbox, Grants grants, PennylaneClock clock)
{
    public ApiAnswer Handle(ApiCall call)
    {
        if (call.Path is not ["api", "external", "v2", .. var path])
            throw PennylaneRefusals.NoRoute();
        if (grants.Find(call.Token) is not { } grant || sandbox.Companies.FirstOrDefault(one => one.Id == grant.Company) is not { } company)
            throw PennylaneRefusals.InvalidToken();
        var headers = new List<(string, string)> { ("X-Request-Id", Guid.NewGuid().ToString()), ("Cache-Control", "max-age=0, private, must-revalidate") };
        ApiAnswer answer;
        try
        {
            Spend(grant, headers);
            answer = company.Do(() => new ApiAnswer(
                200, Route(call, path, grant, company, new(company, $"{call.BaseUrl}/api/external/v2")), false));
        }
        catch (Refusal refusal)
        {
            answer = new(refusal.Status, PennylaneRefusals.Write(refusal), false) { ContentType = PennylaneRefusals.TypeOf(refusal) };
        }
        return answer with { Headers = headers };
    }

    private void Spend(Grant grant, List<(string, string)> headers)
    {
        if (sandbox.Behaviour.RequestsPerWindow is not (> 0 and var limit))
            return;
        var (isGranted, remaining, ends) = grant.Budget.Take(clock.Now, limit);
        headers.Add(("ratelimit-limit", limit.ToString(CultureInfo.InvariantCulture)));
        headers.Add(("ratelimit-remaining", remaining.ToString(CultureInfo.InvariantCulture)));
        headers.Add(("ratelimit-reset", Math.Ceiling(ends.ToUnixTimeMilliseconds() / 1000d).ToString("0", CultureInfo.InvariantCulture)));
        if (isGranted)
            return;
        var seconds = Math.Max(1, (int)Math.Ceiling((ends - clock.Now).TotalSeconds));
        headers.Add(("Retry-After", seconds.ToString(CultureInfo.InvariantCulture)));
        throw PennylaneRefusals.TooMany(seconds);
    }

    private byte[] Route(ApiCall call, string[] path, Grant grant, PennylaneCompany company, PennylaneWriter writer)
    {
        var resource = path is ["changelogs", var of, ..] ? of : path.FirstOrDefault();
        if (path is ["me"] && call.Method == "GET")
            return Me(grant, company);
        var scope = resource switch
        {
            "customers" or "company_customers" or "individual_customers" => "customers",
            "customer_invoices" or "products" or "transactions" => resource,
            _ => throw PennylaneRefusals.NoRoute(),
        };
        if (call.Method != "GET")
            throw PennylaneRefusals.MissingScope($"{scope}:all");
        if (!grant.Allows(scope))
            throw PennylaneRefusals.MissingScope($"{scope}:readonly");
        return path switch
        {
            ["changelogs", "customers"] => Changes(call, company.CustomerLog, company.Now),
            ["changelogs", "customer_invoices"] => Changes(call, company.InvoiceLog, company.Now),
            ["changelogs", "products"] => Changes(call, company.ProductLog, company.Now),
            ["changelogs", "transactions"] => Changes(call, company.TransactionLog, company.Now),
            ["customers" or "company_customers" or "individual_customers", ..] => CustomerRoutes(call, path, company, writer),
            ["customer_invoices"] => Invoices(call, company, writer),
            ["customer_invoices", var id, .. var below] => InvoiceRoutes(call, Find(company.InvoiceShelf, "CustomerInvoice", id), below, company, writer),
            ["products"] => List(Lists.Products.Read(company, call.Query), PennylaneWriter.Product),
            ["products", var id] => PennylaneWriter.Write(json => PennylaneWriter.Product(json, Find(company.ProductShelf, "Product", id))),
            ["transactions"] => List(Lists.Transactions.Read(company, call.Query), (json, one) => writer.Transaction(json, one, ofInvoice: false)),
            ["transactions", var id] => PennylaneWriter.Write(json => writer.Transaction(json, Find(company.TransactionShelf, "Transaction", id), ofInvoice: false)),
            ["transactions", var id, "matched_invoices"] => List(new PageOf<SandboxMatch>(Find(company.TransactionShelf, "Transaction", id).Matches, null), writer.MatchedInvoice),
            _ => throw PennylaneRefusals.NoRoute(),
        };
    }

    private static byte[] Me(Grant grant, PennylaneCompany company) => PennylaneWriter.Write(json =>
    {
        if (grant.IsDeveloper)
            json.WriteNull("user");
        else
        {
            json.WriteStartObject("user");
            json.WriteNumber("id", Person.Id);
            json.WriteString("first_name", Person.FirstName);
            json.WriteString("last_name", Person.LastName);
            json.WriteString("email", Person.Email);
            json.WriteString("locale", "fr");
            json.WriteEndObject();
        }
        json.WriteStartObject("company");
        json.WriteNumber("id", company.Id);
        json.WriteString("name", company.Name);
        json.WriteString("reg_no", company.RegNo);
        json.WriteString("accounting_logic", "FR_PCG");
        json.WriteEndObject();
        json.WriteStartArray("scopes");
        foreach (var scope in grant.Scopes)
            json.WriteStringValue(scope);
        json.WriteEndArray();
    });

    private static byte[] CustomerRoutes(ApiCall call, string[] path, PennylaneCompany company, PennylaneWriter writer)
    {
        if (path is ["customers"])
            return List(Lists.Customers.Read(company, call.Query), (json, one) => writer.Customer(json, one, withType: true));
        if (path.Length < 2)
            throw PennylaneRefusals.NoRoute();
        var customer = Find(company.CustomerShelf, "Customer", path[1]);
        if (path[0] != "customers" && customer.IsCompany != (path[0] == "company_customers"))
            throw PennylaneRefusals.NotFound("Customer", path[1]);
        return path switch
        {
            [_, _] => PennylaneWriter.Write(json => writer.Customer(json, customer, withType: path[0] == "customers")),
            ["customers", _, "contacts"] => List(ListKind<SandboxContact>.Of(customer.Contacts, call.Query), PennylaneWriter.Contact),
            ["customers", _, "contacts", var id] => PennylaneWriter.Write(json => PennylaneWriter.Contact(
                json, customer.Contacts.FirstOrDefault(contact => contact.Id == Number(id)) ?? throw PennylaneRefusals.NotFound("Contact", id))),
            _ => throw PennylaneRefusals.NoRoute(),
        };
    }

    private byte[] Invoices(ApiCall call, PennylaneCompany company, PennylaneWriter writer)
    {
        var include = call.Query["include"].FirstOrDefault();
        if (include is not (null or "invoice_lines") || (include is not null && sandbox.Behaviour.Include == IncludeSupport.Refused))
            throw PennylaneRefusals.BadParameter("include", "NotEnumInclude", $"\"{include}\" isn't part of the enum");
        var page = Lists.Invoices.Read(company, call.Query, condition => Lists.OfCustomer(company, condition));
        return PennylaneWriter.Write(json =>
        {
            PennylaneWriter.List(json, page, writer.Invoice);
            if (include is null || sandbox.Behaviour.Include == IncludeSupport.Ignored)
                return;
            json.WriteStartObject("included");
            json.WriteStartObject("invoice_lines");
            foreach (var invoice in page.Items)
                PennylaneWriter.Array(json, invoice.Id.ToString(CultureInfo.InvariantCulture), invoice.Lines, (line, one) => writer.Line(line, one, invoice));
            json.WriteEndObject();
            json.WriteEndObject();
        });
    }

    private static byte[] InvoiceRoutes(ApiCall call, SandboxInvoice invoice, string[] below, PennylaneCompany company, PennylaneWriter writer) => below switch
    {
        [] => PennylaneWriter.Write(json => writer.Invoice(json, invoice)),
        ["invoice_lines"] => List(
            ListKind<SandboxInvoiceLine>.Of(invoice.Lines, call.Query, ("rank", line => Rank(invoice, line))), (json, line) => writer.Line(json, line, invoice)),
        ["payments"] => List(ListKind<SandboxPayment>.Of(invoice.Payments, call.Query), PennylaneWriter.Payment),
        // What is archived shows none, though it was paid by some.
        ["matched_transactions"] => List(
            ListKind<SandboxTransaction>.Of(
                invoice.ArchivedAt is null ? invoice.Matches.Select(match => company.TransactionShelf.Find(match.Other)).OfType<SandboxTransaction>() : [], call.Query),
            (json, one) => writer.Transaction(json, one, ofInvoice: true)),
        _ => throw PennylaneRefusals.NoRoute(),
    };

    private static byte[] Changes(ApiCall call, Changelog log, DateTimeOffset now)
    {
        var limit = PageRequest.ReadLimit(call.Query, 1000);
        var start = call.Query["start_date"].FirstOrDefault() is { Length: > 0 } text ? Moment(text) : default(DateTimeOffset?);
        var cursor = call.Query["cursor"].FirstOrDefault() is { Length: > 0 } encoded ? Decoded(encoded) : default(DateTimeOffset?);
        if (start is not null && cursor is not null)
            throw PennylaneRefusals.BadRequest("start_date and cursor cannot be used together");
        if (start < now - Changelog.Kept)
            throw PennylaneRefusals.Unprocessable("start_date must be within the last 4 weeks");
        var (items, hasMore) = log.Read(start, cursor, now, limit);
        var next = hasMore ? Convert.ToBase64String(Encoding.ASCII.GetBytes(PennylaneWriter.Time(items[^1].ProcessedAt))) : null;
        return List(new PageOf<Change>(items, next), PennylaneWriter.Change);
    }

    private static DateTimeOffset Moment(string text) =>
        text.Contains('T', StringComparison.Ordinal)
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            ? moment
            : throw PennylaneRefusals.BadParameter("start_date", "InvalidDateTimeFormat", $"\"{text}\" is not conformant with date-time format");

    private static DateTimeOffset Decoded(string cursor)
    {
        var bytes = new byte[cursor.Length];
        return Convert.TryFromBase64String(cursor, bytes, out var length)
            && DateTimeOffset.TryParse(Encoding.ASCII.GetString(bytes, 0, length), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            ? moment
            : throw PageRequest.InvalidCursor();
    }

    private static byte[] List<T>(PageOf<T> page, Action<Utf8JsonWriter, T> write) => PennylaneWriter.Write(json => PennylaneWriter.List(json, page, write));

    private static string Rank(SandboxInvoice invoice, SandboxInvoiceLine line) =>
        Enumerable.Range(0, invoice.Lines.Count).First(i => invoice.Lines[i] == line).ToString("00000", CultureInfo.InvariantCulture);

    private static T Find<T>(Shelf<T> shelf, string model, string id)
        where T : SandboxItem =>
        shelf.Find(Number(id)) ?? throw PennylaneRefusals.NotFound(model, id);

    private static long Number(string id) => long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw PennylaneRefusals.BadParameter("id", "ValidateError", $"expected integer, but received String: \"{id}\"");
}
