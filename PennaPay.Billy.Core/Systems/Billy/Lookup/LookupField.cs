using System.Text.Json;

namespace PennaPay.Billy.Core.Systems.Billy.Lookup;

/// <summary>One value of a record, as answers have it.</summary>
public sealed class LookupField
{
    private readonly Func<LookupSource, string> read;

    private LookupField(string name, LookupKind kind, Func<LookupSource, string> read) => (Name, Kind, this.read) = (name, kind, read);

    /// <summary>Its name in answers.</summary>
    public string Name { get; }

    public LookupKind Kind { get; }

    /// <summary>The value as text; empty where it is not set or is no such value.</summary>
    internal string Read(LookupSource source) => read(source);

    /// <summary>A property of the record itself.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="name">Billy's name of it.</param>
    /// <param name="shown">Its name in answers, where that is another.</param>
    public static LookupField Own(LookupKind kind, string name, string? shown = null) =>
        new(shown ?? name, kind, source => LookupValue.Of(source.Record, name, kind));

    public static LookupField Text(string name, string? shown = null) => Own(LookupKind.Text, name, shown);

    public static LookupField Id(string name) => Own(LookupKind.Id, name);

    public static LookupField Code(string name, string? shown = null) => Own(LookupKind.Code, name, shown);

    public static LookupField Date(string name) => Own(LookupKind.Date, name);

    public static LookupField Time(string name) => Own(LookupKind.Time, name);

    public static LookupField Amount(string name, string? shown = null) => Own(LookupKind.Amount, name, shown);

    public static LookupField Whole(string name) => Own(LookupKind.Whole, name);

    public static LookupField Flag(string name) => Own(LookupKind.Flag, name);

    /// <summary>With VAT; older answers of Billy's have no property for it.</summary>
    public static LookupField Gross { get; } = new("grossAmount", LookupKind.Amount, source =>
        LookupValue.Of(source.Record, "grossAmount", LookupKind.Amount) is { Length: > 0 } told ? told
            : LookupValue.Decimal(source.Record, "amount") is { } net && LookupValue.Decimal(source.Record, "tax") is { } vat
                ? LookupValue.Write(net + vat) : "");

    /// <summary>The name of the contact that the record is about; a bill may carry one of its own.</summary>
    public static LookupField ContactName { get; } = new("contactName", LookupKind.Text, source =>
        source.Beside("contacts", LookupValue.Of(source.Record, "contactId", LookupKind.Id)) is { } contact
            && LookupValue.Of(contact, "name", LookupKind.Text) is { Length: > 0 } name
                ? name : LookupValue.Of(source.Record, "contactName", LookupKind.Text));

    /// <summary>Number and name of the account that an id leads to, such as <c>1110 Salg</c>.</summary>
    public static LookupField Account(string shown = "account", string property = "accountId") => new(shown, LookupKind.Text, source =>
        source.Names.Accounts.GetValueOrDefault(LookupValue.Of(source.Record, property, LookupKind.Id), ""));

    /// <summary>The name of the VAT rate that an id leads to, such as <c>25% moms</c>.</summary>
    public static LookupField TaxRate { get; } = new("taxRate", LookupKind.Text, source =>
        source.Names.TaxRates.GetValueOrDefault(LookupValue.Of(source.Record, "taxRateId", LookupKind.Id), ""));

    /// <summary>The name of the group that an account stands in.</summary>
    public static LookupField AccountGroup { get; } = new("group", LookupKind.Text, source =>
        source.Beside("accountGroups", LookupValue.Of(source.Record, "groupId", LookupKind.Id)) is { } group
            ? LookupValue.Of(group, "name", LookupKind.Text) : "");

    /// <summary>A product's price in the currency of the books.</summary>
    public static LookupField Price { get; } = new("unitPrice", LookupKind.Amount, source =>
        (source.Children("prices", "productPrices", "productId") ?? []).FirstOrDefault(
            price => LookupValue.Of(price, "currencyId", LookupKind.Code) == source.Names.Currency) is { ValueKind: JsonValueKind.Object } own
                ? LookupValue.Of(own, "unitPrice", LookupKind.Amount) : "");
}
