using PennaPay.Billy.Core.Sync;
using PennaPay.Billy.Core.Sync.Fields;
using PennaPay.Billy.Core.Sync.Records;
using PennaPay.Billy.Core.Systems.Billy.Api;
using PennaPay.Billy.Core.Systems.Billy.Postings;

namespace PennaPay.Billy.Core.Systems.Billy.Sync;

/// <summary>The fields of Billy's products. VAT is none of them: a ruleset says it for each kind of customer, and a product of ours for all. Pure.</summary>
internal static class ProductFields
{
    public const string Name = "name";
    public const string Number = "productNo";
    public const string Description = "description";
    public const string Account = "account";
    public const string Price = "price";
    public const string Unit = "unit";

    private static readonly SyncField PriceField = new(Price, FieldType.Number);

    public static IReadOnlyList<SyncField> All { get; } =
    [
        new(Name, FieldType.Text) { IsRequired = true },
        new(Number, FieldType.Text),
        new(Description, FieldType.Block),
        // Billy has a list of its own for these, and no document says what is in it.
        new(Unit, FieldType.Text) { IsReadOnly = true },
        PriceField,
        new(Account, FieldType.Text),
    ];

    public static ProductRecord Read(BillyProduct product, AccountNumbers accounts, string currency) => new()
    {
        Product = product,
        Id = product.Id,
        Module = SyncModule.Products,
        Title = product.Name ?? product.ProductNo ?? product.Id,
        IsArchived = product.IsArchived == true,
        Values = new Dictionary<string, string?>
        {
            [Name] = product.Name,
            [Number] = product.ProductNo,
            [Description] = product.Description,
            [Unit] = product.Unit,
            [Price] = FieldValue.Text(PriceIn(product, currency)?.UnitPrice),
            [Account] = accounts.NumberOf(product.AccountId),
        },
    };

    /// <summary>The price in one currency; those in others are nobody's business here.</summary>
    public static BillyProductPrice? PriceIn(BillyProduct product, string currency) =>
        product.Prices.FirstOrDefault(price => string.Equals(price.CurrencyId, currency, StringComparison.OrdinalIgnoreCase));

    /// <summary>What changes in the product itself, with the account's number in place of its id; null where only its price does.</summary>
    /// <exception cref="RecordRefusedException">A value cannot be sent.</exception>
    public static ProductChange? Change(IReadOnlyDictionary<string, string?> values)
    {
        var nothing = new ProductChange();
        var change = nothing;
        foreach (var (name, value) in values)
        {
            if (name == Price)
                continue;
            var sent = SentValue.Of(All.FirstOrDefault(field => field.Name == name) ?? throw SentValue.Refused(name), value);
            change = name switch
            {
                Name => change with { Name = sent },
                // Such a product would stand for an account from then on, and never be listed again.
                Number when PostingProduct.IsNumberOfOne(sent) => throw SentValue.Refused(name),
                Number => change with { ProductNo = sent },
                Description => change with { Description = sent },
                _ => change with { AccountId = sent },
            };
        }

        return change == nothing ? null : change;
    }

    /// <summary>The price that a product is to have, where it is among the values; null takes it away.</summary>
    public static (bool Changes, decimal? Price) PriceIn(IReadOnlyDictionary<string, string?> values) =>
        values.TryGetValue(Price, out var value) ? (true, SentValue.Number(PriceField, value)) : (false, null);
}
