using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Web.Sandbox.Billit;

/// <summary>How orders go out, and what becomes of them on their way.</summary>
public sealed partial class BillitCompany
{
    private const string Peppol = "Peppol";
    private const string Email = "SMTP";

    private static readonly string[] Transports = [Email, "Letter", Peppol, "SDI", "KSeF", "OSA", "ANAF", "SAT", "MyInvois", "Chorus", "PDP"];

    /// <summary>The network brings what is on its way to the receiver, at once.</summary>
    /// <exception cref="KeyNotFoundException">There is no such order.</exception>
    /// <exception cref="InvalidOperationException">It is not on its way.</exception>
    public void Deliver(long id) => Change(() => Arrive(OnItsWay(id), Now, PeppolOutcome.Delivered, ""));

    /// <summary>The network gives up what is on its way.</summary>
    /// <exception cref="KeyNotFoundException">There is no such order.</exception>
    /// <exception cref="InvalidOperationException">It is not on its way.</exception>
    public void FailDelivery(long id, string reason) => Change(() => Arrive(OnItsWay(id), Now, PeppolOutcome.Failed, reason));

    /// <summary>The receiver refuses what was sent by Peppol, whether it was there already or on its way.</summary>
    /// <exception cref="KeyNotFoundException">There is no such order.</exception>
    /// <exception cref="InvalidOperationException">It did not go out, or was refused before.</exception>
    public void RefuseDelivery(long id, string reason) => Change(() =>
    {
        var order = Order(id);
        if (!order.WentByPeppol || order.Delivery is not { RefusedAt: null, Status: "Pending" or "Delivered" })
            throw new InvalidOperationException("Only what went out by Peppol, and was not refused, can be refused.");
        Arrive(order, Now, PeppolOutcome.Refused, reason);
    });

    /// <summary>Sends orders, all of them in one way; null: each in the best that there is.</summary>
    internal void Send(IReadOnlyList<long> ids, string? transport, bool isStrict) => Change(() =>
    {
        if (ids.Count == 0)
            throw BillitRefusals.Generic("Er zijn geen orders gekozen.");
        if (transport is not null)
            transport = Transports.FirstOrDefault(known => known.Equals(transport, StringComparison.OrdinalIgnoreCase)) ?? throw BillitRefusals.Generic("Het transporttype bestaat niet.");
        Refusal? refused = null;
        var planned = new List<Dispatch>();
        foreach (var id in ids.Distinct())
        {
            try
            {
                planned.Add(Plan(FindOrder(id) ?? throw BillitRefusals.NoAccess(), transport, isStrict));
            }
            catch (Refusal one)
            {
                refused ??= one;
            }
        }
        if (refused is null || world.Behaviour.SendsTheGoodOnes)
        {
            foreach (var one in planned)
                Dispatched(one, Now);
        }
        return refused is null ? true : throw refused;
    });

    /// <summary>What would be sent how.</summary>
    private Dispatch Plan(BillitOrder order, string? transport, bool isStrict)
    {
        var party = parties[order.Party];
        var (receiver, refused) = Receiver(order, party);
        return transport switch
        {
            Peppol when refused is not null && world.Behaviour.FallsBackFromPeppol && !isStrict => ByEmail(order, party),
            Peppol => refused is null ? new(order, Peppol, receiver) : throw refused,
            Email => ByEmail(order, party),
            null => refused is null ? new(order, Peppol, receiver) : ByEmail(order, party),
            "Letter" => throw BillitRefusals.Generic("Brieven worden in de testomgeving niet verstuurd."),
            _ => throw BillitRefusals.Generic($"{transport} is voor deze klant niet beschikbaar."),
        };
    }

    private (string? Identifier, Refusal? Refused) Receiver(BillitOrder order, BillitParty party) => world.Peppol.Find(party) switch
    {
        null => (null, BillitRefusals.Business("TheCustomerIsNotActiveOnPeppol", "De klant is niet actief op Peppol.")),
        { } found when !found.DocumentTypes.Contains(order.Content.OrderType == "CreditNote" ? PeppolParticipant.CreditNotes : PeppolParticipant.Invoices) =>
            (null, BillitRefusals.Business("TheCustomerDoesNotSupportPeppolForType_0", $"De klant aanvaardt geen {order.Content.OrderType} via Peppol.")),
        { NeedsReference: true } when string.IsNullOrEmpty(order.Content.Reference) =>
            (null, BillitRefusals.Business("PleaseSupplyAValidPONumberInTheFieldYourReference", "Geef een geldig bestelnummer op.")),
        { } found => (found.Identifier, null),
    };

    private Dispatch ByEmail(BillitOrder order, BillitParty party)
    {
        if (party.Emails.Count == 0 || party.Emails.Any(address => !address.Contains('@', StringComparison.Ordinal)))
            throw BillitRefusals.Business("TheCustomer_0_DoesNotHaveAValidEmailAddress", $"De klant {party.Name} heeft geen geldig e-mailadres.");
        return IsEmailVerified ? new(order, Email, party.Email) : throw BillitRefusals.Generic("Bevestig eerst het e-mailadres van uw bedrijf.");
    }

    private void Dispatched(Dispatch dispatch, DateTimeOffset at)
    {
        var (order, byPeppol) = (dispatch.Order, dispatch.Transport == Peppol);
        var message = new BillitMessage(world.NextId(), dispatch.Transport, dispatch.Destination, at, Success: true);
        var isStuck = byPeppol && world.Peppol.Find(parties[order.Party])?.Outcome == PeppolOutcome.Stuck;
        if (byPeppol && !isStuck)
            underWay.Add(order.OrderID);
        Store(order with
        {
            IsSent = true, WentByPeppol = order.WentByPeppol || byPeppol, Messages = [.. order.Messages, message],
            Delivery = byPeppol
                ? new(message.Id, "Pending") { Due = isStuck ? null : at + world.Behaviour.DeliveryTakes }
                : new(message.Id, "Delivered") { DeliveredAt = at },
        });
        TellOf("I", order.OrderID, message);
    }

    /// <summary>What the network has decided by now.</summary>
    private bool Arrive()
    {
        var due = underWay.Select(id => orders[id]).Where(order => order.Delivery!.Due <= Now).ToList();
        foreach (var order in due)
        {
            var receiver = world.Peppol.Find(parties[order.Party]);
            Arrive(order, order.Delivery!.Due!.Value, receiver?.Outcome ?? PeppolOutcome.Failed, receiver?.Reason ?? "De ontvanger is niet meer actief op Peppol.");
        }
        return due.Count > 0;
    }

    private void Arrive(BillitOrder order, DateTimeOffset at, PeppolOutcome outcome, string reason)
    {
        if (outcome == PeppolOutcome.Stuck)
        {
            underWay.Remove(order.OrderID);
            orders[order.OrderID] = order with { Delivery = order.Delivery! with { Due = null } };
            return;
        }
        underWay.Remove(order.OrderID);
        var delivery = order.Delivery! with { Due = null };
        var message = order.Messages.Single(one => one.Id == delivery.Message) with
        {
            FlowState = outcome == PeppolOutcome.Delivered ? "Delivered" : outcome == PeppolOutcome.Refused ? "Refused" : "Sent",
            Success = outcome != PeppolOutcome.Failed,
            Description = outcome == PeppolOutcome.Delivered ? null : reason,
        };
        Store(order with
        {
            Messages = [.. order.Messages.Select(one => one.Id == message.Id ? message : one)],
            Delivery = outcome switch
            {
                PeppolOutcome.Failed => delivery with { Status = "Error", Info = reason },
                PeppolOutcome.Refused => delivery with { Status = "Delivered", DeliveredAt = delivery.DeliveredAt ?? at, RefusedAt = at, RefusedReason = "Other", RefusedInfo = reason },
                _ => delivery with { Status = "Delivered", DeliveredAt = at },
            },
        });
        TellOf("U", order.OrderID, message);
    }

    /// <summary>Sends what is unsent, for every nine o'clock that has passed.</summary>
    private bool SendUnsent()
    {
        var (before, hasSent) = (lastMorning, false);
        if (BillitClock.MorningAfter(before) > Now)
            return false;
        lastMorning = Now;
        if (!SendsAutomatically)
            return false;
        foreach (var order in orders.Values.Where(IsUnsent).ToList())
        {
            var morning = BillitClock.MorningAfter(order.Created > before ? order.Created : before);
            if (morning > Now)
                continue;
            hasSent = true;
            try
            {
                Dispatched(Plan(order, null, isStrict: false), morning);
            }
            catch (Refusal refused)
            {
                Store(order with { Messages = [.. order.Messages, new(world.NextId(), Email, null, morning, Success: false) { Description = refused.Message }] });
            }
        }
        return hasSent;
    }

    private bool IsUnsent(BillitOrder order) =>
        order.Content is { OrderDirection: "Income", OrderType: "Invoice" or "CreditNote" }
        && (!order.IsSent || (!world.Behaviour.MarkedAsSentStaysUnsent && order.Messages.All(message => !message.Success)));

    private BillitOrder OnItsWay(long id) => Order(id) is { Delivery.Status: "Pending" } order ? order : throw new InvalidOperationException("It is not on its way.");

    private void TellOf(string update, long order, BillitMessage message) => Tell("Message", update, message.Id, () => BillitWriter.MessageDetail(world.Behaviour.MessageEvents, order, message));

    private sealed record Dispatch(BillitOrder Order, string Transport, string? Destination);
}
