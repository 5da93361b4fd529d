using System.Globalization;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Web.Sandbox.PlugAndPay;

/// <summary>A shop in Plug&amp;Pay, its customers and the people who run it: what they do, no client can.</summary>
public sealed partial class PlugAndPayShop
{
    private static readonly TimeZoneInfo Netherlands = TimeZoneInfo.FindSystemTimeZoneById("Europe/Amsterdam");

    private readonly Lock gate = new();
    private readonly TimeProvider time;
    private readonly PlugAndPayBehaviour behaviour;
    private readonly RuleCaller caller;
    private readonly Dictionary<long, SandboxOrder> orders = [];
    private readonly Dictionary<long, SandboxShopProduct> products = [];
    private readonly Dictionary<long, SandboxRule> rules = [];
    private readonly Dictionary<string, List<SandboxOrder>> sorted = [];
    private readonly HashSet<string> knownBuyers = [];
    private long lastId;
    private int lastNumber;
    private DateTimeOffset? pretended;
    private int depth;
    private bool isDirty;

    internal PlugAndPayShop(long id, string name, TimeProvider time, PlugAndPayBehaviour behaviour, RuleCaller caller)
    {
        (Id, Name, this.time, this.behaviour, this.caller) = (id, name, time, behaviour, caller);
        // Every shop has ids of its own, the same ones each time.
        lastId = id * 1000;
    }

    /// <summary>What calls of rules name as the tenant.</summary>
    public long Id { get; }

    public string Name { get; }

    /// <summary>All orders and credit invoices, with those that were deleted, in the order of their ids.</summary>
    public IReadOnlyList<SandboxOrder> Orders => Do(() => orders.Values.OrderBy(order => order.Id).ToList());

    public IReadOnlyList<SandboxShopProduct> Products => Do(() => products.Values.OrderBy(product => product.Id).ToList());

    public IReadOnlyList<SandboxRule> Rules => Do(() => rules.Values.OrderBy(rule => rule.Id).ToList());

    internal DateTimeOffset Now => pretended ?? time.GetUtcNow();

    internal DateOnly Today => Netherlands.DayAt(Now);

    /// <summary>Is called after something was done here, when nobody holds the shop any more.</summary>
    internal Action? Changed { get; set; }

    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public SandboxOrder Order(long id) => Do(() => Known(id));

    /// <summary>Adds something to sell.</summary>
    public long AddProduct(SandboxShopProduct product) => Change(() =>
    {
        var id = ++lastId;
        products[id] = product with { Id = id };
        return id;
    });

    /// <summary>A customer orders: a final invoice with a number, unless the order says that it is a concept.</summary>
    /// <returns>The order's id.</returns>
    public long PlaceOrder(SandboxOrder order) => Change(() => Place(order));

    /// <summary>The same of one item.</summary>
    public long PlaceOrder(string label, decimal price, decimal percentage = 21m, SandboxBuyer? buyer = null) => PlaceOrder(new SandboxOrder
    {
        Buyer = buyer ?? new() { Firstname = "Eva", Lastname = "Smit", Email = "eva.smit@voorbeeld.nl" },
        Items = [new() { Label = label, Price = price, Percentage = percentage }],
    });

    /// <summary>A concept becomes a final invoice.</summary>
    /// <exception cref="InvalidOperationException">It is final already.</exception>
    public void Finalise(long id) => Edit(id, order => order.IsConcept ? Final(order with { IsConcept = false }) : throw Not(id, "a concept"), Triggers.InvoiceCreated);

    /// <summary>The customer pays.</summary>
    /// <exception cref="InvalidOperationException">There is nothing to pay.</exception>
    public void Pay(long id, string? method = null) => Edit(
        id,
        order => order.PaymentStatus is OrderPayments.Open or OrderPayments.Processing
            ? order with { PaymentStatus = OrderPayments.Paid, PaidAt = Now, PaymentMethod = method ?? order.PaymentMethod }
            : throw Not(id, "open"),
        Triggers.OrderPaid);

    /// <summary>The bank takes a payment in hand.</summary>
    /// <exception cref="InvalidOperationException">It is not open.</exception>
    public void StartPayment(long id) => Edit(id, order => order.PaymentStatus == OrderPayments.Open ? order with { PaymentStatus = OrderPayments.Processing } : throw Not(id, "open"));

    /// <summary>The money goes back.</summary>
    /// <exception cref="InvalidOperationException">It is not paid.</exception>
    public void Reverse(long id) => Edit(id, order => order.PaymentStatus == OrderPayments.Paid ? order with { PaymentStatus = OrderPayments.Reversed } : throw Not(id, "paid"));

    /// <summary>A credit invoice takes all of an order back.</summary>
    /// <returns>The credit invoice's id.</returns>
    /// <exception cref="InvalidOperationException">It is a concept, a credit invoice or credited already.</exception>
    public long Credit(long id) => Change(() =>
    {
        var order = Known(id);
        if (order.IsConcept || order.Credits is not null || order.CreditedBy is not null)
            throw Not(id, "an invoice that can be credited");
        var credit = Place(order with
        {
            InvoiceDate = null,
            PaymentStatus = OrderPayments.CreditInvoice,
            PaidAt = null,
            Source = "admin",
            Credits = id,
            Items = [.. order.Items.Select(item => item with { Price = -item.Price, Discount = -item.Discount })],
            Shipping = order.Shipping is { } shipping ? shipping with { Price = -shipping.Price } : null,
            CollectionCosts = [.. order.CollectionCosts.Select(cost => cost with { Price = -cost.Price })],
        });
        Put(order with { PaymentStatus = OrderPayments.Credited, CreditedBy = credit, UpdatedAt = Now });
        return credit;
    });

    /// <summary>Somebody deletes an order; it is in no list but that of the deleted.</summary>
    public void Delete(long id) => Edit(id, order => order with { DeletedAt = Now });

    /// <summary>A reminder is sent, which costs.</summary>
    public void Remind(long id, decimal price) => Edit(id, order => order with { CollectionCosts = [.. order.CollectionCosts, new(price)] });

    /// <summary>Somebody changes something by hand.</summary>
    public void EditOrder(long id, Func<SandboxOrder, SandboxOrder> change) => Edit(id, change);

    /// <summary>Adds many paid orders of one item, spread evenly over the last 90 days, for measuring; no rule hears of them.</summary>
    public void AddMany(int count) => Change(() =>
    {
        var (now, product) = (time.GetUtcNow(), ++lastId);
        products[product] = new() { Id = product, Title = "Online training", Sku = "TRAINING", Ledger = "8000", Price = 121m };
        for (var i = 0; i < count; i++)
        {
            var moment = now.AddDays(-90 + (90d * i / count));
            At(moment, () => Place(
                new()
                {
                    Buyer = new() { Firstname = "Klant", Lastname = string.Create(CultureInfo.InvariantCulture, $"{i + 1:00000}"), Email = string.Create(CultureInfo.InvariantCulture, $"klant{i}@voorbeeld.nl"), Country = "BE" },
                    Items = [new() { Product = product, Label = "Online training", Price = 50 + (i % 950) }],
                    PaymentStatus = OrderPayments.Paid,
                    PaidAt = moment,
                },
                isQuiet: true));
        }
        return count;
    });

    /// <summary>
    /// Looks at it, or changes it, while nobody else does. A change is kept when nobody holds the shop any more: who writes the file waits
    /// for every shop.
    /// </summary>
    internal T Do<T>(Func<T> act)
    {
        T result;
        bool tells;
        lock (gate)
        {
            depth++;
            try
            {
                result = act();
            }
            finally
            {
                tells = --depth == 0 && isDirty;
                isDirty = isDirty && !tells;
            }
        }
        if (tells)
            Changed?.Invoke();
        return result;
    }

    /// <summary>Has everything happen at another time, as when a shop is set up with a past.</summary>
    internal void At(DateTimeOffset moment, Action act)
    {
        lock (gate)
        {
            var before = pretended;
            pretended = moment;
            try
            {
                act();
            }
            finally
            {
                pretended = before;
            }
        }
    }

    /// <summary>Those that lists are made of, in an order; it stays until something changes.</summary>
    internal IReadOnlyList<SandboxOrder> Sorted(string key, Func<IEnumerable<SandboxOrder>, IEnumerable<SandboxOrder>> sort)
    {
        if (!sorted.TryGetValue(key, out var all))
            sorted[key] = all = [.. sort(orders.Values)];
        return all;
    }

    internal SandboxOrder? Find(long id) => orders.TryGetValue(id, out var order) && order.DeletedAt is null ? order : null;

    internal SandboxShopProduct? FindProduct(long? id) => id is { } known ? products.GetValueOrDefault(known) : null;

    internal SandboxRule? FindRule(long id) => rules.GetValueOrDefault(id);

    internal SandboxRule PutRule(SandboxRule rule) => Change(() =>
    {
        var put = rule.Id == 0 ? rule with { Id = ++lastId, CreatedAt = Now, UpdatedAt = Now } : rule with { UpdatedAt = Now };
        return rules[put.Id] = put;
    });

    internal bool RemoveRule(long id) => Change(() => rules.Remove(id));

    private T Change<T>(Func<T> act) => Do(() =>
    {
        isDirty = true;
        return act();
    });

    private long Place(SandboxOrder order, bool isQuiet = false)
    {
        var id = ++lastId;
        var placed = order with
        {
            Id = id,
            InvoiceNumber = null,
            CreatedAt = Now,
            UpdatedAt = Now,
            DeletedAt = null,
            CreditedBy = null,
            IsFirst = knownBuyers.Add(order.Buyer.Email),
            Items = [.. order.Items.Select((item, i) => item with { Id = (id * 100) + i + 1 })],
        };
        if (!placed.IsConcept)
            placed = Final(placed);
        Put(placed);
        if (isQuiet)
            return id;
        Trigger(Triggers.OrderCreated, placed);
        if (!placed.IsConcept)
            Trigger(Triggers.InvoiceCreated, placed);
        if (placed.PaymentStatus == OrderPayments.Paid)
            Trigger(Triggers.OrderPaid, placed);
        return id;
    }

    private SandboxOrder Final(SandboxOrder order)
    {
        var day = order.InvoiceDate ?? Today;
        var number = string.Create(CultureInfo.InvariantCulture, $"{day.Year}{++lastNumber:0000}{(order.IsTest ? "-T" : "")}");
        return order with { InvoiceNumber = number, InvoiceDate = day };
    }

    private void Edit(long id, Func<SandboxOrder, SandboxOrder> change, string? trigger = null) => Change(() =>
    {
        var edited = change(Known(id)) with { Id = id, UpdatedAt = Now };
        Put(edited);
        if (trigger is not null)
            Trigger(trigger, edited);
        return id;
    });

    private void Put(SandboxOrder order)
    {
        orders[order.Id] = order;
        sorted.Clear();
    }

    private void Trigger(string trigger, SandboxOrder order)
    {
        foreach (var rule in rules.Values.Where(rule => rule.TriggerType == trigger
            && (rule.Products.Count == 0 || order.Items.Any(item => item.Product is { } product && rule.Products.Contains(product)))))
        {
            caller.Call(rule, Id, order.Id, behaviour.TriggerableType);
        }
    }

    private SandboxOrder Known(long id) => orders.TryGetValue(id, out var order) ? order : throw new KeyNotFoundException(string.Create(CultureInfo.InvariantCulture, $"There is no order {id}."));

    private static InvalidOperationException Not(long id, string what) => new(string.Create(CultureInfo.InvariantCulture, $"The order {id} is not {what}."));
}
