using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Push.Targets;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core;

namespace PennaPay.Billy.Tests.Push;

/// <summary>Where invoices go in <see cref="SecondSystem"/>: just as to the product's own target, with traits that a test chooses.</summary>
internal sealed class SecondTarget(IPushTarget alike) : IPushTarget
{
    public string System => SecondSystem.SystemId;

    public TargetTraits Traits { get; set; } = alike.Traits;

    /// <summary>What the account lists, in place of what it does list.</summary>
    public Func<int, RemotePage>? Pages { get; set; }

    public string KeyOf(Connection connection, Invoice invoice) => alike.KeyOf(connection, invoice);

    public Task<Prepared> PrepareAsync(PushContext context, Invoice invoice, CancellationToken cancellationToken) =>
        alike.PrepareAsync(context, invoice, cancellationToken);

    public Task<RemoteDocument> SendAsync(PushContext context, Prepared.Ready ready, CancellationToken cancellationToken) =>
        alike.SendAsync(context, ready, cancellationToken);

    public Task<bool> ForgetMissingAsync(
        PushContext context, Prepared.Ready ready, ApiException refusal, CancellationToken cancellationToken) =>
        alike.ForgetMissingAsync(context, ready, refusal, cancellationToken);

    public Failure Describe(ApiException failure) => alike.Describe(failure);

    public Task<IReadOnlyList<RemoteDocument>> FindAsync(
        OpenedConnection connection, string? key, string number, bool alsoByNumber, CancellationToken cancellationToken) =>
        alike.FindAsync(connection, key, number, alsoByNumber, cancellationToken);

    public Task<RemoteDocument?> GetAsync(OpenedConnection connection, string remoteId, CancellationToken cancellationToken) =>
        alike.GetAsync(connection, remoteId, cancellationToken);

    public Task<IReadOnlyList<RemoteDocument>> ReadAsync(
        OpenedConnection connection, IReadOnlyList<SentDocument> documents, CancellationToken cancellationToken) =>
        alike.ReadAsync(connection, documents, cancellationToken);

    public Task<RemotePage> NewestAsync(OpenedConnection connection, int page, bool isQuick, CancellationToken cancellationToken) =>
        Pages is { } pages ? Task.FromResult(pages(page)) : alike.NewestAsync(connection, page, isQuick, cancellationToken);

    public Task<RemotePage> UnsettledAsync(
        OpenedConnection connection, int page, int parts, (DateOnly First, DateOnly Last)? days, CancellationToken cancellationToken) =>
        alike.UnsettledAsync(connection, page, parts, days, cancellationToken);

    public Task<decimal> CreditedAsync(OpenedConnection connection, string remoteId, CancellationToken cancellationToken) =>
        alike.CreditedAsync(connection, remoteId, cancellationToken);

    public bool IsKey(string key) => alike.IsKey(key);

    public Task WithdrawAsync(OpenedConnection connection, string remoteId, CancellationToken cancellationToken) =>
        alike.WithdrawAsync(connection, remoteId, cancellationToken);

    public Task<string?> NameOfPartyAsync(OpenedConnection connection, string partyId, CancellationToken cancellationToken) =>
        alike.NameOfPartyAsync(connection, partyId, cancellationToken);

    public Task<TargetPreview> PreviewAsync(
        OpenedConnection connection, Invoice invoice, LastSent? last, CancellationToken cancellationToken) =>
        alike.PreviewAsync(connection, invoice, last, cancellationToken);

    public Uri? PageOf(Connection connection, string remoteId) => alike.PageOf(connection, remoteId);
}
