using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Push.Targets;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Systems.Billit.Api;
using PennaPay.Billy.Core.Systems.Billit.Api.Orders;
using PennaPay.Billy.Core.Systems.Billit.Debtors;
using PennaPay.Billy.Core.Systems.Billit.Terms;

namespace PennaPay.Billy.Core.Systems.Billit.Documents;

/// <summary>Has Billit send a document that stands to the customer, once for each round that somebody asked for.</summary>
internal sealed class Transmission(BillitWriter billit, DocumentReader reader, ChosenTerms chosen, PartyIndexes parties, PeppolReach peppol, TimeProvider time) : IPushAction
{
    /// <summary>Over Peppol, whatever was chosen for all; see <see cref="StandingDocument.Way"/>.</summary>
    public const string WayPeppol = "peppol";

    /// <summary>By e-mail, whatever was chosen for all; see <see cref="StandingDocument.Way"/>.</summary>
    public const string WayEmail = "email";

    private const char BeforeCount = '/';

    /// <inheritdoc />
    public TargetTraits Traits => BillitTarget.Behaviour;

    /// <inheritdoc />
    public async Task<Prepared> PrepareAsync(PushContext context, Invoice invoice, CancellationToken cancellationToken)
    {
        if (context.Document is not { } document || await OrderAsync(context, document, cancellationToken) is not { } order)
            return new Prepared.Refused(new Failure(FailureCodes.DraftMissing));
        var key = KeyOf(order);
        var remote = DocumentReader.Whole(order) with { Key = key };
        var expected = new ExpectedDocument(key, remote.Reference ?? "", remote.Kind, remote.PartyId, remote.Currency, remote.Gross);
        // Whoever sent it: what is on its way goes once more only where it is stuck, and a person wants that.
        if (remote.Delivery is { State: DeliveryState.Delivered } || remote.Delivery is { State: DeliveryState.OnItsWay } && !(document.IsStuck && document.Round > 1))
            return new Prepared.Present(remote, expected);
        if (remote.State == RemoteState.Void)
            return new Prepared.Refused(new Failure(FailureCodes.DraftMissing));
        var way = document.Way switch
        {
            WayPeppol => Sending.Peppol,
            WayEmail => Sending.Email,
            null => (await chosen.OfAsync(context.Connection, invoice.Id, cancellationToken))?.Sending ?? Sending.None,
            _ => Sending.None,
        };
        if (way == Sending.None)
            return new Prepared.Refused(new Failure(FailureCodes.SendingOff));
        var (transport, refusal) = await TransportAsync(context, remote, way, isAgain: document.Round > 1, cancellationToken);
        if (refusal is not null)
            return new Prepared.Refused(refusal);
        var described = OrderText.DescribeSending(order.OrderId, transport);
        return new PreparedSending(order.OrderId, transport, document.Round, remote, described, OrderText.Hash(described), expected);
    }

    /// <inheritdoc />
    public async Task<RemoteDocument> SendAsync(PushContext context, Prepared.Ready ready, CancellationToken cancellationToken)
    {
        var sending = (PreparedSending)ready;
        var key = IdempotencyKey.Of("send", context.Connection.AccountId, DocumentReader.Text(sending.OrderId), DocumentReader.Text(sending.Round));
        var outcome = await billit.SendOrderAsync(context.Access, sending.OrderId, sending.Transport, key, cancellationToken);
        CrashPoint.Reach("transmission.after-send");
        // The same key succeeded before, so that it was sent.
        if (outcome is not (BillitOutcome.Done or BillitOutcome.AlreadyThere))
            throw DocumentWriter.NotDone(outcome);
        // How far it gets, looks and calls tell.
        return sending.Before with { Described = null, Delivery = new(DeliveryState.OnItsWay, sending.Transport?.ToString()) };
    }

    /// <inheritdoc />
    public Task<bool> ForgetMissingAsync(PushContext context, Prepared.Ready ready, ApiException refusal, CancellationToken cancellationToken) => Task.FromResult(false);

    /// <inheritdoc />
    public Failure Describe(ApiException failure) => Refusals.Describe(failure);

    /// <summary>The order that a key names, where it was sent since the key was made.</summary>
    public async Task<IReadOnlyList<RemoteDocument>> FindAsync(
        OpenedConnection connection, string? key, string number, bool alsoByNumber, CancellationToken cancellationToken)
    {
        var parts = (key ?? "").Split(BeforeCount);
        if (await reader.FindAsync(connection.Access, parts[0], cancellationToken) is not { } order)
            return [];
        var before = parts.Length > 1 && int.TryParse(parts[1], System.Globalization.CultureInfo.InvariantCulture, out var count) ? count : 0;
        // Where Billit lists no messages, how the document stands is all that tells; of a second round it tells nothing.
        return Attempts(order) > before || before == 0 && DocumentReader.DeliveryOf(order) is { State: not DeliveryState.Refused } ? [Sent(order, key!)] : [];
    }

    /// <inheritdoc />
    public async Task<RemoteDocument?> GetAsync(OpenedConnection connection, string remoteId, CancellationToken cancellationToken) =>
        await reader.FindAsync(connection.Access, remoteId, cancellationToken) is { } order ? Sent(order, null) : null;

    private async Task<BillitOrder?> OrderAsync(PushContext context, StandingDocument document, CancellationToken cancellationToken) =>
        document.Round == 1 && DocumentReader.Id(document.RemoteId) is { } id && context.Memory.Of(() => new JustRead()).Take(id, time.GetUtcNow()) is { } known
            ? known
            : await reader.FindAsync(context.Access, document.RemoteId, cancellationToken);

    // By how often it had been sent before, so that an earlier time is not taken for this one.
    private static string KeyOf(BillitOrder order) =>
        DocumentReader.Text(order.OrderId) + (Attempts(order) is > 0 and var before ? $"{BeforeCount}{DocumentReader.Text(before)}" : "");

    private static int Attempts(BillitOrder order) => order.Messages.Count(message => message.Success != false);

    private static RemoteDocument Sent(BillitOrder order, string? key)
    {
        var document = DocumentReader.Whole(order);
        return document with { Key = key, Delivery = document.Delivery ?? new(DeliveryState.OnItsWay) };
    }

    private async Task<(TransportType? Transport, Failure? Refusal)> TransportAsync(
        PushContext context, RemoteDocument document, Sending way, bool isAgain, CancellationToken cancellationToken)
    {
        if (way == Sending.Automatic)
            return (null, null);
        if (DocumentReader.Id(document.PartyId) is not { } id || await PartyAsync(context.Opened, id, isAgain, cancellationToken) is not { } party)
            return (null, new Failure(FailureCodes.DebtorMissing, document.PartyId));
        if (way is Sending.Peppol or Sending.PeppolElseEmail && await peppol.TakesAsync(context.Access, party, document.Kind, isAgain, cancellationToken))
            return (TransportType.Peppol, null);
        if (way == Sending.Peppol)
            return (null, new Failure(FailureCodes.ReceiverUnreachable, party.Name));
        return party.Emails.Count > 0 ? (TransportType.Email, null) : (null, new Failure(FailureCodes.ReceiverWithoutEmail, party.Name));
    }

    private async Task<KnownParty?> PartyAsync(OpenedConnection opened, long id, bool isAgain, CancellationToken cancellationToken) =>
        (isAgain ? null : (await parties.RecentAsync(opened, cancellationToken)).Find(id)) ?? (await parties.FreshAsync(opened, cancellationToken)).Find(id);
}
