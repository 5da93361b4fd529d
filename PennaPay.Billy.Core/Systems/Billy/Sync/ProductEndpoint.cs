using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Links;
using PennaPay.Billy.Core.Sync;
using PennaPay.Billy.Core.Sync.Fields;
using PennaPay.Billy.Core.Sync.Records;
using PennaPay.Billy.Core.Systems.Billy.Api;
using PennaPay.Billy.Core.Systems.Billy.Api.Wire;
using PennaPay.Billy.Core.Systems.Billy.Drafts;
using PennaPay.Billy.Core.Systems.Billy.Postings;
using PennaPay.Billy.Core.Systems.Billy.Postings.Books;

namespace PennaPay.Billy.Core.Systems.Billy.Sync;

/// <summary>Billy's products, except for those that only stand for an account: invoices are posted by them, and nobody else may touch them.</summary>
internal sealed class ProductEndpoint(
    BillyReader billy, BillyRecords records, OrganizationReaders books, PostingProducts postings, BillyEndpoints endpoints) : IRecordEndpoint
{
    private static readonly FieldMap Map = new(
    [
        new("name", ProductFields.Name),
        new("number", ProductFields.Number),
        new("details", ProductFields.Description),
        new("unitPrice", ProductFields.Price),
        .. PriceFields.Currencies.Select(PriceFields.NameOf).Select(price => new FieldRow(price, price)),
        new("account", ProductFields.Account),
        // Its words are others than ours.
        new("unit", ProductFields.Unit, SyncDirection.ToHere) { IsOn = false },
    ]);

    /// <inheritdoc/>
    public string System => BillySystem.SystemId;

    /// <inheritdoc/>
    public RecordKind Kind => RecordKind.Product;

    /// <inheritdoc/>
    public IReadOnlyList<SyncModule> Modules { get; } = [SyncModule.Products];

    /// <inheritdoc/>
    public IReadOnlyList<SyncField> Fields => ProductFields.All;

    /// <inheritdoc/>
    public IReadOnlyList<MatchKey> Keys { get; } = [new(MatchReason.Number, "number", ProductFields.Number, FieldType.Text)];

    /// <inheritdoc/>
    public string NumberField => ProductFields.Number;

    /// <inheritdoc/>
    public TimeSpan Settles => BillySystem.SettleTime;

    /// <inheritdoc/>
    public FieldMap DefaultMap(SyncModule module) => Map;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<TheirRecord>> ReadAllAsync(OpenedConnection opened, Action<int>? read, CancellationToken cancellationToken)
    {
        var postedBy = await PostedByAsync(opened.Connection, cancellationToken);
        books.Of(opened.Connection).Forget();
        var accounts = await AccountsAsync(opened, _ => true, cancellationToken);
        var products = await billy.ListProductsAsync(opened.Access, read, cancellationToken);
        return [.. products.Where(product => !IsPostedBy(product, postedBy)).Select(product => ProductFields.Read(product, accounts))];
    }

    /// <inheritdoc/>
    public async Task<TheirRecord?> GetAsync(OpenedConnection opened, string id, CancellationToken cancellationToken) =>
        BillyId.IsOne(id)
        && await billy.GetProductAsync(opened.Access, id, cancellationToken) is { } product
        && !IsPostedBy(product, await PostedByAsync(opened.Connection, cancellationToken))
            ? await ReadAsync(opened, product, cancellationToken)
            : null;

    /// <inheritdoc/>
    public async Task<TheirRecord> CreateAsync(
        OpenedConnection opened, SyncModule module, IReadOnlyDictionary<string, string?> values, CancellationToken cancellationToken)
    {
        var sent = ProductFields.Change(values);
        List<NewProductPrice> prices =
            [.. from price in ProductFields.PricesIn(values) where price.UnitPrice is not null select new NewProductPrice(price.UnitPrice!.Value, price.Currency)];
        var product = new NewProduct
        {
            Name = sent?.Name ?? throw SentValue.Refused(ProductFields.Name),
            Description = SentValue.OrNull(sent.Description),
            ProductNo = SentValue.OrNull(sent.ProductNo),
            SuppliersProductNo = SentValue.OrNull(sent.SuppliersProductNo),
            AccountId = SentValue.OrNull(sent.AccountId) is { } number ? await AccountAsync(opened, number, cancellationToken) : null,
            Prices = prices,
        };
        // Read before, for a question after the product is there could fail.
        var accounts = await AccountsAsync(opened, _ => true, cancellationToken);
        CrashPoint.Reach("record.before-create");
        var created = await records.CreateProductAsync(opened.Access, product, cancellationToken);
        CrashPoint.Reach("record.after-create");
        SentValue.CheckAnswer((product.Name, created.Name), (product.ProductNo, created.ProductNo));
        if (created.Prices.Count == 0)
            created = created with { Prices = prices.ConvertAll(price => new BillyProductPrice { UnitPrice = price.UnitPrice, CurrencyId = price.CurrencyId }) };
        return ProductFields.Read(created, accounts);
    }

    /// <inheritdoc/>
    public async Task<TheirRecord> ChangeAsync(
        OpenedConnection opened, TheirRecord current, IReadOnlyDictionary<string, string?> changes, CancellationToken cancellationToken)
    {
        var (change, prices) = (ProductFields.Change(changes), ProductFields.PricesIn(changes));
        // Lines that name a product need its account, so that it cannot be without.
        if (change?.AccountId is { } number)
            change = change with { AccountId = number.Length > 0 ? await AccountAsync(opened, number, cancellationToken) : throw SentValue.Refused(ProductFields.Account) };
        if (current is not ProductRecord { Product: var product })
            product = await billy.GetProductAsync(opened.Access, current.Id, cancellationToken) ?? throw SentValue.Gone();
        if (IsPostedBy(product, await PostedByAsync(opened.Connection, cancellationToken)))
            throw SentValue.Refused(ProductFields.Number);
        if (change is not null)
        {
            CrashPoint.Reach("record.before-change");
            var changed = await records.ChangeProductAsync(opened.Access, product.Id, change, cancellationToken);
            CrashPoint.Reach("record.after-change");
            product = changed with { Prices = product.Prices };
        }

        foreach (var (currency, price) in prices)
        {
            if (price == ProductFields.PriceIn(product, currency)?.UnitPrice)
                continue;
            CrashPoint.Reach("record.before-change");
            product = await ChangePriceAsync(opened.Access, product, currency, price, cancellationToken);
            CrashPoint.Reach("record.after-change");
        }

        return await ReadAsync(opened, product, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<WithdrawOutcome> WithdrawAsync(OpenedConnection opened, string id, CancellationToken cancellationToken) => Withdrawal.RunAsync(
        () => records.DeleteProductAsync(opened.Access, id, cancellationToken),
        () => records.ChangeProductAsync(opened.Access, id, new() { IsArchived = true }, cancellationToken));

    /// <inheritdoc/>
    public string? PageOf(Connection connection, string id) =>
        BillyPages.Record(connection, endpoints.Of(connection.UsesSandbox), "products", id)?.AbsoluteUri;

    // One price at a time: a set of prices that is sent takes the place of those in every currency, and of what somebody
    // changed there meanwhile.
    private async Task<BillyProduct> ChangePriceAsync(
        ApiAccess access, BillyProduct product, string currency, decimal? price, CancellationToken cancellationToken)
    {
        var known = ProductFields.PriceIn(product, currency);
        if (price is not { } unitPrice)
        {
            if (known?.Id is { } taken)
                await records.DeleteProductPriceAsync(access, taken, cancellationToken);
            return product with { Prices = [.. product.Prices.Where(other => other != known)] };
        }

        if (known?.Id is not { } id)
        {
            var added = await records.AddProductPriceAsync(access, product.Id, new(unitPrice, currency), cancellationToken);
            return product with { Prices = [.. product.Prices, added] };
        }

        var changed = await records.ChangeProductPriceAsync(access, id, unitPrice, cancellationToken);
        return product with { Prices = [.. product.Prices.Select(other => other == known ? known with { UnitPrice = changed.UnitPrice } : other)] };
    }

    private async Task<ProductRecord> ReadAsync(OpenedConnection opened, BillyProduct product, CancellationToken cancellationToken) =>
        ProductFields.Read(product, await AccountsAsync(opened, accounts => accounts.Knows(product.AccountId), cancellationToken));

    private async Task<string> AccountAsync(OpenedConnection opened, string number, CancellationToken cancellationToken) =>
        (await AccountsAsync(opened, accounts => accounts.IdOf(number) is not null, cancellationToken)).IdOf(number)
        ?? throw new RecordRefusedException(new Failure(FailureCodes.AccountUnknown, number));

    // Read anew where those of some minutes ago do not suffice: somebody may have added one in Billy since.
    private async Task<AccountNumbers> AccountsAsync(OpenedConnection opened, Func<AccountNumbers, bool> suffices, CancellationToken cancellationToken)
    {
        var kept = books.Of(opened.Connection);
        var accounts = new AccountNumbers(await kept.AccountsAsync(opened.Access, cancellationToken));
        if (suffices(accounts))
            return accounts;
        kept.Forget();
        return new(await kept.AccountsAsync(opened.Access, cancellationToken));
    }

    private Task<HashSet<string>> PostedByAsync(Connection connection, CancellationToken cancellationToken) =>
        postings.IdsAsync(connection.WorkspaceId, connection.Id, cancellationToken);

    private static bool IsPostedBy(BillyProduct product, HashSet<string> postedBy) =>
        postedBy.Contains(product.Id) || PostingProduct.IsNumberOfOne(product.ProductNo);
}
