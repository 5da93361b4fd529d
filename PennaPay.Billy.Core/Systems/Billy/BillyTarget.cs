using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Links;
using PennaPay.Billy.Core.Push.Targets;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Systems.Billy.Api;
using PennaPay.Billy.Core.Systems.Billy.Api.Wire;
using PennaPay.Billy.Core.Systems.Billy.Drafts;
using PennaPay.Billy.Core.Systems.Billy.Postings.Books;
using PennaPay.Billy.Core.Systems.Billy.Postings;

namespace PennaPay.Billy.Core.Systems.Billy;

/// <summary>Billy as a place where invoices are pushed to: as drafts, which a person reviews and books there.</summary>
internal sealed class BillyTarget(
    BillyReader billy,
    BillyDrafts drafts,
    DraftPreparer preparer,
    DraftPreviewer previewer,
    DraftForecast forecast,
    RecordLinks links,
    PostingProducts products,
    DraftReader reader,
    BillyEndpoints endpoints,
    TimeProvider time) : IPushTarget
{
    /// <inheritdoc />
    public string System => BillySystem.SystemId;

    /// <inheritdoc />
    public TargetTraits Traits { get; } = new(
        // Five times the request timeout, and longer than any proxy on the way keeps a request.
        Soonest: TimeSpan.FromSeconds(150),
        // Only what is unclear waits for these, so that waiting long costs next to nothing.
        Looks: [TimeSpan.FromSeconds(150), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(10), BillySystem.SettleTime],
        BetweenMisses: TimeSpan.FromSeconds(60),
        CanReplace: true,
        Origins: [InvoiceOrigin.Editor, InvoiceOrigin.Ubl, InvoiceOrigin.Csv, InvoiceOrigin.Sample],
        Purposes: [PushPurpose.Document])
    {
        TakesSourced = SourcedKind.Books,
    };

    /// <inheritdoc />
    public string KeyOf(Connection connection, Invoice invoice) => DraftKey.Of(connection.AccountId, invoice);

    /// <inheritdoc />
    public Task<Prepared> PrepareAsync(PushContext context, Invoice invoice, CancellationToken cancellationToken) =>
        preparer.PrepareAsync(context, context.Memory.Of(() => new OrganizationReader(billy, time)), invoice, cancellationToken);

    /// <inheritdoc />
    public async Task<RemoteDocument> SendAsync(PushContext context, Prepared.Ready ready, CancellationToken cancellationToken) =>
        DraftReader.Whole(await drafts.CreateDraftInvoiceAsync(context.Access, ((PreparedDraft)ready).Draft, cancellationToken));

    /// <inheritdoc />
    public async Task<bool> ForgetMissingAsync(
        PushContext context, Prepared.Ready ready, ApiException refusal, CancellationToken cancellationToken)
    {
        // Somebody deleted the contact or a product in Billy: they are resolved once more.
        var concernsLinks = refusal.Failure == ApiFailure.NotFound
            || refusal.Failure == ApiFailure.Invalid
                && refusal.FieldErrors.Any(e => e.Field is "contactId" or "contact" or "productId" or "product");
        if (!concernsLinks)
            return false;
        context.Memory.Forget();
        var draft = ((PreparedDraft)ready).Draft;
        await links.ForgetAsync(context.Workspace, context.Connection.Id, RecordKind.Contact, [draft.ContactId], cancellationToken);
        await products.ForgetAsync(
            context.Workspace, context.Connection.Id, [.. draft.Lines.Select(line => line.ProductId).Distinct()], cancellationToken);
        return true;
    }

    /// <inheritdoc />
    public Failure Describe(ApiException failure)
    {
        var described = ApiFailures.Describe(failure);
        return failure.FieldErrors.Any(e => e.Field is "currencyId" or "currency")
            ? described with { Code = FailureCodes.CurrencyUnknown }
            : described;
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<RemoteDocument>> FindAsync(
        OpenedConnection connection, string? key, string number, bool alsoByNumber, CancellationToken cancellationToken) =>
        reader.FindAsync(connection.Access, key, number, alsoByNumber, cancellationToken);

    /// <inheritdoc />
    public async Task<RemoteDocument?> GetAsync(OpenedConnection connection, string remoteId, CancellationToken cancellationToken) =>
        await billy.GetInvoiceAsync(connection.Access, remoteId, cancellationToken) is { } invoice ? DraftReader.Whole(invoice) : null;

    /// <inheritdoc />
    public Task<RemotePage> UnsettledAsync(
        OpenedConnection connection, int page, int parts, (DateOnly First, DateOnly Last)? days, CancellationToken cancellationToken) =>
        reader.UnsettledAsync(connection.Access, page, parts, days, cancellationToken);

    /// <inheritdoc />
    public Task<decimal> CreditedAsync(OpenedConnection connection, string remoteId, CancellationToken cancellationToken) =>
        reader.CreditedAsync(connection.Access, remoteId, cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<RemoteDocument>> ReadAsync(
        OpenedConnection connection, IReadOnlyList<SentDocument> documents, CancellationToken cancellationToken) =>
        reader.ReadAsync(connection.Access, documents, cancellationToken);

    /// <inheritdoc />
    public Task<RemotePage> NewestAsync(OpenedConnection connection, int page, bool isQuick, CancellationToken cancellationToken) =>
        reader.NewestAsync(connection.Access, page, isQuick, cancellationToken);

    /// <inheritdoc />
    public bool IsKey(string key) => DraftKey.IsKey(key);

    /// <inheritdoc />
    public Task WithdrawAsync(OpenedConnection connection, string remoteId, CancellationToken cancellationToken) =>
        drafts.DeleteDraftInvoiceAsync(connection.Access, remoteId, cancellationToken);

    /// <inheritdoc />
    public async Task<string?> NameOfPartyAsync(OpenedConnection connection, string partyId, CancellationToken cancellationToken) =>
        BillyId.IsOne(partyId) ? (await billy.GetContactAsync(connection.Access, partyId, cancellationToken))?.Name : null;

    /// <inheritdoc />
    public Task<TargetPreview> PreviewAsync(
        OpenedConnection connection, Invoice invoice, LastSent? last, CancellationToken cancellationToken) =>
        previewer.PreviewAsync(connection, invoice, last, cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<ForeseenStop>> ForeseeAsync(
        OpenedConnection connection, IReadOnlyCollection<Guid> invoices, CancellationToken cancellationToken) =>
        forecast.OfAsync(connection, invoices, cancellationToken);

    /// <inheritdoc />
    public Uri? PageOf(Connection connection, string remoteId) =>
        BillyPages.Record(connection, endpoints.Of(connection.UsesSandbox), "invoices", remoteId);
}
