using System.Globalization;
using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Web.Sandbox.Pennylane;

/// <summary>A company in Pennylane, and the people who work there: what they do there, no client can.</summary>
public sealed partial class PennylaneCompany
{
    /// <summary>Ids of records lie so far apart, as real ones do.</summary>
    private const long IdStep = 4096;

    private readonly Lock gate = new();
    private readonly PennylaneClock clock;
    private readonly PennylaneBehaviour behaviour;
    private readonly Dictionary<long, SortedSet<long>> invoicesOfCustomer = [];
    private long lastId;
    private int lastNumber;
    private int lastCreditNumber;
    private DateTimeOffset? pretended;
    private int depth;

    internal PennylaneCompany(long id, int place, string name, string regNo, PennylaneClock clock, PennylaneBehaviour behaviour)
    {
        (Id, Name, RegNo, this.clock, this.behaviour) = (id, name, regNo, clock, behaviour);
        // Every company has ids of its own, the same ones each time.
        lastId = (1L << 40) + ((long)place << 36);
        CustomerLog = new(behaviour);
        InvoiceLog = new(behaviour);
        ProductLog = new(behaviour);
        TransactionLog = new(behaviour);
    }

    public long Id { get; }

    public string Name { get; }

    /// <summary>The SIREN.</summary>
    public string RegNo { get; }

    /// <summary>All customers, in the order of their ids.</summary>
    public IReadOnlyList<SandboxCustomer> Customers => Do(() => CustomerShelf.All.ToList());

    /// <summary>All invoices and credit notes, in the order of their ids.</summary>
    public IReadOnlyList<SandboxInvoice> Invoices => Do(() => InvoiceShelf.All.ToList());

    public IReadOnlyList<SandboxProduct> Products => Do(() => ProductShelf.All.ToList());

    public IReadOnlyList<SandboxTransaction> Transactions => Do(() => TransactionShelf.All.ToList());

    /// <summary>The day in France.</summary>
    public DateOnly Today => PennylaneClock.DayOf(Now);

    internal Shelf<SandboxCustomer> CustomerShelf { get; } = new();

    internal Shelf<SandboxInvoice> InvoiceShelf { get; } = new();

    internal Shelf<SandboxProduct> ProductShelf { get; } = new();

    internal Shelf<SandboxTransaction> TransactionShelf { get; } = new();

    internal Changelog CustomerLog { get; }

    internal Changelog InvoiceLog { get; }

    internal Changelog ProductLog { get; }

    internal Changelog TransactionLog { get; }

    internal DateTimeOffset Now => pretended ?? clock.Now;

    /// <summary>The journal that its bank's lines stand in.</summary>
    internal long Journal => Id + 1;

    internal long BankAccount => Id + 2;

    /// <summary>Is called after something was done here, when nobody holds the company any more.</summary>
    internal Action? Changed { get; set; }

    /// <summary>Looks at it, or changes it, while nobody else does.</summary>
    internal T Do<T>(Func<T> act)
    {
        lock (gate)
            return act();
    }

    /// <summary>Changes it, and has the change kept; what is done within belongs to it.</summary>
    private T Change<T>(Func<T> act)
    {
        T result;
        bool isOutermost;
        lock (gate)
        {
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
            Changed?.Invoke();
        return result;
    }

    /// <summary>Has everything happen at another time, as when a company is set up with a past.</summary>
    internal void At(DateTimeOffset time, Action act)
    {
        lock (gate)
        {
            var before = pretended;
            pretended = SandboxClock.Cut(time);
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

    /// <summary>The ids of a customer's invoices, lowest first.</summary>
    internal IReadOnlyCollection<long> InvoicesOf(long customer) => invoicesOfCustomer.TryGetValue(customer, out var ids) ? ids : [];

    private long NextId() => lastId += IdStep;

    /// <summary>What a new record gets. Real ones were updated a few microseconds before they were created.</summary>
    private T Born<T>(T item)
        where T : SandboxItem =>
        item with { Id = NextId(), CreatedAt = Now, UpdatedAt = Now.AddMicroseconds(-3) };

    private static KeyNotFoundException None(string what, long id) => new(string.Create(CultureInfo.InvariantCulture, $"There is no {what} {id}."));
}
