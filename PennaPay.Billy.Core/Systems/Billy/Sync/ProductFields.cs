using PennaPay.Billy.Core.Sync;
using PennaPay.Billy.Core.Sync.Fields;
using PennaPay.Billy.Core.Sync.Records;
using PennaPay.Billy.Core.Systems.Billy.Api;
using PennaPay.Billy.Core.Systems.Billy.Postings;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Systems.Billy.Sync;

/// <summary>The fields of Billy's products. VAT is none of them: a ruleset says it for each kind of customer, and a product of ours for all. Pure.</summary>
internal static class ProductFields
{
    public const string Name = "name";
    public const string Number = "productNo";
    public const string SuppliersNumber = "suppliersProductNo";
    public const string Description = "description";
    public const string Account = "account";
    public const string Price = "price";
    public const string Unit = "unit";

    // The price of a product of ours is in kroner, whatever currency the books are kept in.
    private static readonly (SyncField Field, string Currency)[] Prices =
    [
        (new(Price, FieldType.Number), Currencies.DanishKrone),
        .. PriceFields.Currencies.Select(currency => (new SyncField(PriceFields.NameOf(currency), FieldType.Number), currency)),
    ];

    public static IReadOnlyList<SyncField> All { get; } =
    [
        new(Name, FieldType.Text) { IsRequired = true },
        new(Number, FieldType.Text),
        new(SuppliersNumber, FieldType.Text),
        new(Description, FieldType.Block),
        // Billy has a list of its own for these, and no document says what is in it.
        new(Unit, FieldType.Text) { IsReadOnly = true },
        .. Prices.Select(price => price.Field),
        new(Account, FieldType.Text),
    ];

    public static ProductRecord Read(BillyProduct product, AccountNumbers accounts) => new()
    {
        Product = product,
        Id = product.Id,
        Module = SyncModule.Products,
        Title = product.Name ?? product.ProductNo ?? product.Id,
        IsArchived = product.IsArchived == true,
        Values = new Dictionary<string, string?>(Prices.Select(price => KeyValuePair.Create(price.Field.Name, FieldValue.Text(PriceIn(product, price.Currency)?.UnitPrice))))
        {
            [Name] = product.Name,
            [Number] = product.ProductNo,
            [SuppliersNumber] = product.SuppliersProductNo,
            [Description] = product.Description,
            [Unit] = product.Unit,
            [Account] = accounts.NumberOf(product.AccountId),
        },
    };

    /// <summary>The price in one currency; null where there is none.</summary>
    public static BillyProductPrice? PriceIn(BillyProduct product, string currency) =>
        product.Prices.FirstOrDefault(price => string.Equals(price.CurrencyId, currency, StringComparison.OrdinalIgnoreCase));

    /// <summary>What changes in the product itself, with the account's number in place of its id; null where only its prices do.</summary>
    /// <exception cref="RecordRefusedException">A value cannot be sent.</exception>
    public static ProductChange? Change(IReadOnlyDictionary<string, string?> values)
    {
        var nothing = new ProductChange();
        var change = nothing;
        foreach (var (name, value) in values)
        {
            if (Prices.Any(price => price.Field.Name == name))
                continue;
            var sent = SentValue.Of(All.FirstOrDefault(field => field.Name == name) ?? throw SentValue.Refused(name), value);
            change = name switch
            {
                Name => change with { Name = sent },
                // Such a product would stand for an account from then on, and never be listed again.
                Number when PostingProduct.IsNumberOfOne(sent) => throw SentValue.Refused(name),
                Number => change with { ProductNo = sent },
                SuppliersNumber => change with { SuppliersProductNo = sent },
                Description => change with { Description = sent },
                _ => change with { AccountId = sent },
            };
        }

        return change == nothing ? null : change;
    }

    /// <summary>The prices that a product is to have, of those currencies that are among the values; null takes one away.</summary>
    /// <exception cref="RecordRefusedException">A value cannot be sent.</exception>
    public static IReadOnlyList<(string Currency, decimal? UnitPrice)> PricesIn(IReadOnlyDictionary<string, string?> values) =>
    [
        .. from price in Prices
           where values.ContainsKey(price.Field.Name)
           select (price.Currency, SentValue.Number(price.Field, values[price.Field.Name])),
    ];
}
