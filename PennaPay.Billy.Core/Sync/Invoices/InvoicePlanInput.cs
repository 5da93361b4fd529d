using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Targets;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Sync.Questions;
using PennaPay.Billy.Core.Sync.Settings;

namespace PennaPay.Billy.Core.Sync.Invoices;

/// <summary>The invoices of both sides as they were read, and what is known of them.</summary>
internal sealed record InvoicePlanInput
{
    public required ModuleChoices Choices { get; init; }

    /// <summary>Which of ours gets what is made out to a contact that several of ours are.</summary>
    public required SyncModule GoTo { get; init; }

    public required IReadOnlyList<RemoteDocument> Documents { get; init; }

    /// <summary>What was paid there; null where the account does not tell, and what is known of it stays.</summary>
    public IReadOnlyList<RemotePayment>? Payments { get; init; } = [];

    /// <summary>What the account is called.</summary>
    public string Account { get; init; } = "";

    /// <summary>Theirs that stand here, by their ids.</summary>
    public IReadOnlyDictionary<string, KnownInvoice> Known { get; init; } = new Dictionary<string, KnownInvoice>();

    /// <summary>Theirs that a push of ours made, or may have made, though no invoice here has them now.</summary>
    public IReadOnlySet<string> Pushed { get; init; } = new HashSet<string>();

    /// <summary>Ours that the account has nothing of.</summary>
    public IReadOnlyList<OurInvoice> Ours { get; init; } = [];

    /// <summary>Who is which contact there, by the contact's id.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<LinkedCustomer>> Customers { get; init; } = new Dictionary<string, IReadOnlyList<LinkedCustomer>>();

    /// <summary>The names of contacts there whose customers come here by the same run, by their ids.</summary>
    public IReadOnlyDictionary<string, string> Coming { get; init; } = new Dictionary<string, string>();

    /// <summary>The questions that are not closed, answered or not, by their subject.</summary>
    public IReadOnlyDictionary<string, SyncQuestion> Questions { get; init; } = new Dictionary<string, SyncQuestion>();
}

/// <summary>One of theirs that stands here.</summary>
/// <param name="Id">Ours.</param>
/// <param name="Title">What it is called.</param>
/// <param name="State">What lists show of it.</param>
/// <param name="Condition">How it stood there when it was last seen.</param>
/// <param name="Number">Its number there.</param>
/// <param name="Payments">What is stored of its payments, from there.</param>
internal sealed record KnownInvoice(
    Guid Id, string Title, CopyState State, DocumentCondition Condition, string? Number, IReadOnlyList<StoredPayment> Payments);

/// <summary>A payment that is stored here.</summary>
internal sealed record StoredPayment(Guid Id, string OriginId, DateOnly Day, decimal Amount);

/// <summary>One of ours that the account has nothing of.</summary>
internal sealed record OurInvoice(
    Guid Id, InvoiceKind Kind, string Number, DateOnly IssueDate, string Currency, decimal Gross, Guid CustomerId, string CustomerName)
{
    /// <summary>Whether it is sent, not put aside, and comes from where the account's system takes invoices from.</summary>
    public required bool MayGo { get; init; }

    public string Title => InvoiceTitle.Of(Number, CustomerName);
}

/// <summary>One of ours that is a contact there.</summary>
internal sealed record LinkedCustomer(Guid Id, string Name, SyncModule Module);
