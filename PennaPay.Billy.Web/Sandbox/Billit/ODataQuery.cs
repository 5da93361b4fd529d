using System.Globalization;
using System.Text;

namespace PennaPay.Billy.Web.Sandbox.Billit;

/// <summary>Something that a list can be filtered and sorted by.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">A record's value: a text, a number, a flag or a time; null where it has none.</param>
internal sealed record ODataField<T>(string Name, Func<T, object?> Value)
{
    /// <summary>It only sorts.</summary>
    public bool IsForSorting { get; init; }
}

/// <summary>What a list was asked for in OData's words: conditions that all have to hold, an order, and a page of 120 at the most.</summary>
/// <param name="type">What the system calls the kind of record in its errors.</param>
/// <param name="fields">What can be asked for.</param>
internal sealed class ODataQuery<T>(string type, IReadOnlyList<ODataField<T>> fields)
{
    private const int LargestPage = 120;

    private static readonly string[] Operators = ["eq", "ne", "gt", "ge", "lt", "le"];

    /// <summary>A page of the records, with the address of the next while there is one.</summary>
    public (IReadOnlyList<T> Items, string? NextPageLink) Read(IEnumerable<T> records, IQueryCollection query, string address)
    {
        var skip = Number(query, "$skip", int.MaxValue) ?? 0;
        var top = Number(query, "$top", LargestPage) ?? LargestPage;
        var found = records.Where(Filter(query["$filter"].FirstOrDefault()));
        found = Sort(found, query["$orderby"].FirstOrDefault());
        var page = found.Skip(skip).Take(top + 1).ToList();
        if (page.Count <= top)
            return (page, null);
        var next = query.Where(one => one.Key != "$skip").SelectMany(one => one.Value, (one, value) => KeyValuePair.Create(one.Key, value))
            .Append(new("$skip", (skip + top).ToString(CultureInfo.InvariantCulture)));
        return (page[..top], address + QueryString.Create(next!));
    }

    private Func<T, bool> Filter(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return _ => true;
        var tokens = Tokens(text);
        var conditions = new List<Func<T, bool>>();
        for (var i = 0; i < tokens.Count; i += 4)
        {
            if (i > 0 && !tokens[i - 1].Equals("and", StringComparison.OrdinalIgnoreCase))
                throw Malformed(text);
            if (tokens.Count < i + 3)
                throw Malformed(text);
            conditions.Add(Condition(Field(tokens[i], forSorting: false), tokens[i + 1], tokens[i + 2], text));
        }
        if (tokens.Count % 4 != 3)
            throw Malformed(text);
        return record => conditions.TrueForAll(condition => condition(record));
    }

    private static Func<T, bool> Condition(ODataField<T> field, string operation, string literal, string text)
    {
        if (!Operators.Contains(operation))
            throw Malformed(text);
        var wanted = Literal(literal) ?? throw Malformed(text);
        return record =>
        {
            var own = field.Value(record);
            if (own is null)
                return operation == "ne";
            if (own.GetType() != wanted.GetType())
                throw BillitRefusals.Generic($"Operator '{operation}' incompatible with the operand types of '{field.Name}'.");
            var order = own is string name ? string.Compare(name, (string)wanted, StringComparison.OrdinalIgnoreCase) : ((IComparable)own).CompareTo(wanted);
            return operation switch { "eq" => order == 0, "ne" => order != 0, "gt" => order > 0, "ge" => order >= 0, "lt" => order < 0, _ => order <= 0 };
        };
    }

    private IEnumerable<T> Sort(IEnumerable<T> records, string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return records;
        IOrderedEnumerable<T>? sorted = null;
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            var words = part.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words is not [var name, .. var rest] || rest is not ([] or ["asc"] or ["desc"]))
                throw Malformed(text);
            var value = Field(name, forSorting: true).Value;
            sorted = (sorted, rest is ["desc"]) switch
            {
                (null, false) => records.OrderBy(value),
                (null, true) => records.OrderByDescending(value),
                (_, false) => sorted.ThenBy(value),
                _ => sorted.ThenByDescending(value),
            };
        }
        return sorted!;
    }

    private ODataField<T> Field(string name, bool forSorting) =>
        fields.FirstOrDefault(one => one.Name == name && (forSorting || !one.IsForSorting))
        ?? throw BillitRefusals.Generic($"Could not find a property named '{name}' on type '{type}'.");

    /// <summary>Words and literals; a quoted one keeps its quotes, and what stands before them.</summary>
    private static List<string> Tokens(string text)
    {
        var (tokens, token, quote) = (new List<string>(), new StringBuilder(), '\0');
        foreach (var c in text)
        {
            if (quote == '\0' && c == ' ')
            {
                if (token.Length > 0)
                    tokens.Add(token.ToString());
                token.Clear();
                continue;
            }
            if (quote == '\0' ? c is '\'' or '"' : c == quote)
                quote = quote == '\0' ? c : '\0';
            token.Append(c);
        }
        if (token.Length > 0)
            tokens.Add(token.ToString());
        return quote == '\0' ? tokens : throw Malformed(text);
    }

    private static object? Literal(string token)
    {
        if (token.StartsWith("datetime'", StringComparison.OrdinalIgnoreCase) && token[^1] == '\'')
            return LocalTime.Parse(token[9..^1]);
        if (token is ['\'', .. var single, '\''])
            return single.Replace("''", "'", StringComparison.Ordinal);
        if (token is ['"', .. var doubled, '"'])
            return doubled.Replace("\"\"", "\"", StringComparison.Ordinal);
        if (token is "true" or "false")
            return token == "true";
        return decimal.TryParse(token.TrimEnd('m', 'M', 'L'), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    private static int? Number(IQueryCollection query, string name, int most) => query[name].FirstOrDefault() is not { } text ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Min(number, most)
        : throw BillitRefusals.Generic($"Invalid value '{text}' for {name}.");

    private static Engine.Refusal Malformed(string text) => BillitRefusals.Generic($"Syntax error in '{text}'.");
}

/// <summary>What lists can be asked for. Whatever else exists was taken away in March 2026.</summary>
internal static class BillitLists
{
    public static readonly ODataQuery<BillitOrder> Orders = new("Domain.Order.OrderPartyPerformanceSafeColumns",
    [
        new("OrderID", order => (decimal)order.OrderID), new("CounterParty/PartyID", order => (decimal)order.Party), new("CompanyID", _ => null),
        new("OrderDirection", order => order.Content.OrderDirection), new("OrderType", order => order.Content.OrderType),
        new("OrderDate", order => order.Content.OrderDate), new("OrderNumber", order => order.Content.OrderNumber), new("ExpiryDate", order => order.Content.ExpiryDate),
        new("ExportedToConnector", _ => false), new("AccountantVerificationNeeded", order => order.AccountantVerificationNeeded),
        new("TotalExcl", order => order.Totals.Excl), new("TotalVAT", order => order.Totals.Vat), new("TotalIncl", order => order.Totals.Incl),
        new("FXRateToForeign", _ => 1m), new("Paid", order => order.Paid), new("OrderStatus", order => order.Status),
        new("ExternalProviderID", order => order.Content.ExternalProviderID), new("Currency", order => order.Content.Currency),
        new("PaymentReference", order => order.Content.PaymentReference), new("LastModified", order => BillitClock.LocalAt(order.LastModified)),
        new("Created", order => BillitClock.LocalAt(order.Created)), new("ApprovalStatus", order => order.ApprovalStatus), new("PaidDate", order => order.PaidDate),
        new("PaymentMethod", order => order.Content.PaymentMethod), new("Reference", order => order.Content.Reference), new("RemindersSent", _ => 0m),
        new("ExternalProvider", _ => BillitWriter.Provider), new("IsSent", order => order.IsSent),
    ]);

    public static ODataQuery<BillitParty> Parties(BillitBehaviour behaviour) => new("Domain.Party.PartyPerformanceSafeColumns",
    [
        new("PartyType", party => party.PartyType), new("LastModified", party => party.LastModified), new("VATNumber", party => party.VATNumber),
        new("PartyID", party => (decimal)party.PartyID) { IsForSorting = true }, new("Name", party => party.Name) { IsForSorting = true },
        new("Email", party => party.Email) { IsForSorting = !behaviour.FiltersPartiesByEmail },
    ]);
}
