using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Links;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Targets;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Systems.Billit.Api;
using PennaPay.Billy.Core.Systems.Billit.Debtors;
using PennaPay.Billy.Core.Systems.Billit.Documents;

namespace PennaPay.Billy.Core.Systems.Billit;

/// <summary>Billit as a place where a shop's invoices are pushed to. What is there counts, so that none is ever replaced.</summary>
internal sealed class BillitTarget(
    BillitReader billit, BillitWriter billitWriter, DocumentPreparer preparer, DocumentWriter writer, DocumentReader reader, DocumentOutlook outlook,
    Transmission transmission, RecordLinks links, PartyIndexes parties, ISourcedInvoices sourced) : IPushTarget
{
    /// <summary>How long it may take until what was created is carried out and listed. Nothing says how long it is; this is on the safe side.</summary>
    public static readonly TimeSpan SettleTime = TimeSpan.FromMinutes(15);

    /// <summary>Two looks that miss something must be this far apart to prove that it never arrived.</summary>
    public static readonly TimeSpan BetweenMisses = TimeSpan.FromSeconds(60);

    /// <summary>How Billit behaves, whatever is done there.</summary>
    public static readonly TargetTraits Behaviour = new(
        // Five times the request timeout, and longer than any proxy on the way keeps a request.
        Soonest: TimeSpan.FromSeconds(150),
        Looks: [TimeSpan.FromSeconds(150), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(10), SettleTime],
        BetweenMisses: BetweenMisses,
        CanReplace: false,
        Origins: [],
        Purposes: [PushPurpose.Document, PushPurpose.Transmission])
    {
        TakesSourced = SourcedKind.Shop,
    };

    /// <inheritdoc />
    public string System => BillitSystem.SystemId;

    /// <inheritdoc />
    public TargetTraits Traits => Behaviour;

    /// <inheritdoc />
    public IPushAction Transmission => transmission;

    /// <inheritdoc />
    public string KeyOf(Connection connection, Invoice invoice) => DocumentKey.Of(invoice);

    /// <inheritdoc />
    public bool IsKey(string key) => DocumentKey.IsKey(key, sourced.OriginsOf(SourcedKind.Shop));

    /// <inheritdoc />
    public Task<Prepared> PrepareAsync(PushContext context, Invoice invoice, CancellationToken cancellationToken) => preparer.PrepareAsync(context, invoice, cancellationToken);

    /// <inheritdoc />
    public Task<RemoteDocument> SendAsync(PushContext context, Prepared.Ready ready, CancellationToken cancellationToken) =>
        writer.CreateAsync(context, (PreparedOrder)ready, cancellationToken);

    /// <inheritdoc />
    public async Task<bool> ForgetMissingAsync(PushContext context, Prepared.Ready ready, ApiException refusal, CancellationToken cancellationToken)
    {
        // Somebody deleted the customer there, or put it into another: it is looked for once more.
        if (refusal.Failure != ApiFailure.NotFound)
            return false;
        parties.Forget(context.Connection.Id);
        await links.ForgetAsync(context.Workspace, context.Connection.Id, RecordKind.Contact, [ready.Expected.PartyId], cancellationToken);
        return true;
    }

    /// <inheritdoc />
    public Failure Describe(ApiException failure) => Refusals.Describe(failure);

    /// <inheritdoc />
    public Task<IReadOnlyList<RemoteDocument>> FindAsync(
        OpenedConnection connection, string? key, string number, bool alsoByNumber, CancellationToken cancellationToken) =>
        writer.FindAsync(connection, key, number, alsoByNumber, cancellationToken);

    /// <inheritdoc />
    public async Task<RemoteDocument?> GetAsync(OpenedConnection connection, string remoteId, CancellationToken cancellationToken) =>
        await reader.FindAsync(connection.Access, remoteId, cancellationToken) is { } order ? DocumentReader.Whole(order) : null;

    /// <inheritdoc />
    public Task<IReadOnlyList<RemoteDocument>> ReadAsync(
        OpenedConnection connection, IReadOnlyList<SentDocument> documents, CancellationToken cancellationToken) =>
        reader.ReadAsync(connection.Access, documents, cancellationToken);

    /// <inheritdoc />
    public Task<RemotePage> NewestAsync(OpenedConnection connection, int page, bool isQuick, CancellationToken cancellationToken) =>
        reader.NewestAsync(connection.Access, page, isQuick, cancellationToken);

    /// <inheritdoc />
    public Task<RemotePage> UnsettledAsync(
        OpenedConnection connection, int page, int parts, (DateOnly First, DateOnly Last)? days, CancellationToken cancellationToken) =>
        reader.UnsettledAsync(connection.Access, page, parts, days, cancellationToken);

    /// <inheritdoc />
    public Task<decimal> CreditedAsync(OpenedConnection connection, string remoteId, CancellationToken cancellationToken) =>
        reader.CreditedAsync(connection.Access, remoteId, cancellationToken);

    /// <inheritdoc />
    public async Task WithdrawAsync(OpenedConnection connection, string remoteId, CancellationToken cancellationToken)
    {
        var outcome = await billitWriter.DeleteOrderAsync(
            connection.Access, DocumentReader.Id(remoteId) ?? throw new ArgumentException("This is no id of Billit's.", nameof(remoteId)), cancellationToken);
        if (outcome is not BillitOutcome.Done)
            throw DocumentWriter.NotDone(outcome);
    }

    /// <inheritdoc />
    public async Task<string?> NameOfPartyAsync(OpenedConnection connection, string partyId, CancellationToken cancellationToken) =>
        DocumentReader.Id(partyId) is { } id ? (await billit.FindPartyAsync(connection.Access, id, cancellationToken))?.Name : null;

    /// <inheritdoc />
    public Task<TargetPreview> PreviewAsync(OpenedConnection connection, Invoice invoice, LastSent? last, CancellationToken cancellationToken) =>
        outlook.PreviewAsync(connection, invoice, last, cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<ForeseenStop>> ForeseeAsync(
        OpenedConnection connection, IReadOnlyCollection<Guid> invoices, CancellationToken cancellationToken) =>
        outlook.ForeseeAsync(connection, invoices, cancellationToken);

    // Nothing says at what address a person sees an order.

    /// <inheritdoc />
    public Uri? PageOf(Connection connection, string remoteId) => null;
}
