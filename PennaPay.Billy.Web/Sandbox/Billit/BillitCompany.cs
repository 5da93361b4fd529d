using System.Globalization;

namespace PennaPay.Billy.Web.Sandbox.Billit;

/// <summary>A company in Billit, and the people who work there: what they do there, no client can.</summary>
public sealed partial class BillitCompany
{
    private readonly BillitWorld world;
    private readonly SortedDictionary<long, BillitParty> parties = [];
    private readonly SortedDictionary<long, BillitOrder> orders = [];
    private readonly Dictionary<string, BillitFile> files = [];
    private readonly List<BillitWebhook> webhooks = [];
    private readonly HashSet<string> idempotencyKeys = [];
    private readonly HashSet<long> underWay = [];
    private readonly List<DeletedOrder> deleted = [];
    private readonly Dictionary<string, int> sequences = [];
    private DateTimeOffset lastMorning;
    private int depth;

    internal BillitCompany(long id, string name, string vatNumber, BillitWorld world)
    {
        (Id, Name, VatNumber, this.world) = (id, name, vatNumber, world);
        lastMorning = world.Clock.Now;
    }

    /// <summary>Its <c>PartyID</c>.</summary>
    public long Id { get; }

    public string Name { get; }

    public string VatNumber { get; }

    /// <summary>Its plan lets clients in.</summary>
    public bool AllowsApi { get; private set; } = true;

    /// <summary>The address that its e-mail comes from is confirmed; without that none goes out.</summary>
    public bool IsEmailVerified { get; private set; } = true;

    /// <summary>Whatever is unsent is sent every morning at nine.</summary>
    public bool SendsAutomatically { get; private set; }

    /// <summary>The country whose VAT rates hold.</summary>
    public string TaxCountry { get; private set; } = "BE";

    public IReadOnlyList<BillitParty> Parties => Do(() => parties.Values.ToList());

    public IReadOnlyList<BillitOrder> Orders => Do(() => orders.Values.ToList());

    internal DateTimeOffset Now => world.Clock.Now;

    /// <summary>How far the time here is ahead of the program's.</summary>
    internal TimeSpan Ahead => world.Clock.Ahead;

    /// <summary>When something happens by itself that webhooks would hear of; null: nothing is to come.</summary>
    internal DateTimeOffset? NextEvent => Do(() =>
    {
        if (webhooks.Count == 0)
            return null;
        var dues = underWay.Select(id => orders[id].Delivery?.Due).ToList();
        if (SendsAutomatically && orders.Values.Any(IsUnsent))
            dues.Add(BillitClock.MorningAfter(Now));
        return dues.Min();
    });

    /// <summary>Somebody changes what the company is.</summary>
    /// <param name="allowsApi">Whether its plan lets clients in.</param>
    /// <param name="isEmailVerified">Whether the address that its e-mail comes from is confirmed.</param>
    /// <param name="sendsAutomatically">Whether unsent invoices go out every morning.</param>
    /// <param name="taxCountry">The country whose VAT rates hold.</param>
    public void Set(bool? allowsApi = null, bool? isEmailVerified = null, bool? sendsAutomatically = null, string? taxCountry = null) => Change(() =>
    {
        AllowsApi = allowsApi ?? AllowsApi;
        IsEmailVerified = isEmailVerified ?? IsEmailVerified;
        // Mornings before the switch was turned do not count.
        lastMorning = Now;
        SendsAutomatically = sendsAutomatically ?? SendsAutomatically;
        TaxCountry = taxCountry is null || VatRates.Of.ContainsKey(taxCountry) ? taxCountry ?? TaxCountry : throw new ArgumentException($"Nothing is known of the VAT rates of {taxCountry}.");
    });

    /// <summary>Looks at it while nobody changes it.</summary>
    internal T Do<T>(Func<T> act)
    {
        var hasSettled = false;
        T result;
        lock (world.Gate)
        {
            if (depth == 0)
                hasSettled = Settle();
            result = act();
        }
        if (hasSettled && depth == 0)
            world.Changed?.Invoke();
        return result;
    }

    /// <summary>Changes it, and has the change kept; what is done within belongs to it.</summary>
    internal T Change<T>(Func<T> act)
    {
        T result;
        bool isOutermost;
        lock (world.Gate)
        {
            if (depth == 0)
                Settle();
            depth++;
            try
            {
                result = act();
            }
            finally
            {
                isOutermost = --depth == 0;
            }
        }
        if (isOutermost)
            world.Changed?.Invoke();
        return result;
    }

    private void Change(Action act) => Change(() =>
    {
        act();
        return true;
    });

    /// <summary>Lets everything have happened that is due by now.</summary>
    /// <returns>Whether something has.</returns>
    private bool Settle()
    {
        depth++;
        try
        {
            var hasSent = SendUnsent();
            return Arrive() || hasSent;
        }
        finally
        {
            depth--;
        }
    }

    /// <summary>Tells the webhooks that asked for it.</summary>
    private void Tell(string entity, string update, long id, Func<object>? detail = null)
    {
        foreach (var webhook in webhooks.Where(one => one.EntityType == entity && one.UpdateType == update))
        {
            var body = BillitJson.Write(new { UpdatedEntityID = id, UpdatedEntityType = entity, WebhookUpdateTypeTC = update, EntityDetail = detail?.Invoke() });
            world.Queue.Add(new WebhookCall(Id, webhook.Id, body, Now));
        }
    }

    private static KeyNotFoundException None(string what, long id) => new(string.Create(CultureInfo.InvariantCulture, $"There is no {what} {id}."));
}

/// <summary>An order that is gone.</summary>
internal sealed record DeletedOrder(long OrderID, string OrderNumber, DateTimeOffset At);
