using System.Globalization;
using PennaPay.Billy.Core.Links;
using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Copies;
using PennaPay.Billy.Core.Push.Targets;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Sync.Planning;
using PennaPay.Billy.Core.Sync.Questions;
using PennaPay.Billy.Core.Sync.Records;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Sync.Invoices;

/// <summary>Plans what is done with the invoices and credit notes of an account. Pure: the same input gives the same plan.</summary>
internal sealed class InvoicePlanner
{
    private readonly InvoicePlanInput input;
    private readonly List<PlannedInvoice> planned = [];
    private readonly Dictionary<string, decimal> credits;
    private readonly ILookup<string, RemotePayment> payments;
    private readonly ILookup<Guid, OurInvoice> byId;
    private readonly ILookup<(InvoiceKind, string), OurInvoice> byNumber;

    // Ours that are theirs, or may be: they are not sent there.
    private readonly HashSet<Guid> held = [];
    private readonly HashSet<string> doubtful = new(StringComparer.Ordinal);
    private int unchanged;

    private InvoicePlanner(InvoicePlanInput input)
    {
        this.input = input;
        credits = input.Documents
            .Where(document => document is { Kind: InvoiceKind.CreditNote, State: RemoteState.Final, CreditedId: not null })
            .GroupBy(document => document.CreditedId!, StringComparer.Ordinal)
            .ToDictionary(notes => notes.Key, notes => notes.Sum(note => note.Gross), StringComparer.Ordinal);
        // As they are stored, so that half an øre is no news for ever.
        payments = (input.Payments ?? []).Select(payment => payment with { Id = PaymentKey.Of(input.Connection, payment.Id), Amount = Money.Round(payment.Amount) }).ToLookup(payment => payment.DocumentId, StringComparer.Ordinal);
        byId = input.Ours.ToLookup(invoice => invoice.Id);
        byNumber = input.Ours.ToLookup(invoice => (invoice.Kind, NumberOf(invoice.Number)));
    }

    private bool WritesHere => input.Choices.Direction != SyncDirection.ToThere;

    public static InvoicePlan Plan(InvoicePlanInput input)
    {
        var planner = new InvoicePlanner(input);
        // Invoices before the credit notes that take them back, each by day.
        planner.SeeTheirs([.. input.Documents.DistinctBy(document => document.Id)
            .OrderBy(document => document.Kind).ThenBy(document => document.IssueDate).ThenBy(document => document.Number, StringComparer.Ordinal).ThenBy(document => document.Id, StringComparer.Ordinal)]);
        if (planner.WritesHere && input.Payments is null)
            planner.planned.Add(new() { Step = InvoiceStep.Leave, Title = input.Account, Left = new Failure(FailureCodes.SyncPaymentsUnknown) });
        planner.SeeOurs();
        return new([.. planner.planned.OrderBy(record => record.Step)], planner.unchanged, planner.doubtful);
    }

    private void SeeTheirs(IReadOnlyList<RemoteDocument> documents)
    {
        List<RemoteDocument> fresh = [];
        foreach (var document in documents)
        {
            if (document.State == RemoteState.Draft || input.Pushed.Contains(document.Id) || document.Key is { } key && input.Keys.TryGetValue(key, out var made) && made is null)
                continue;
            if (input.Known.TryGetValue(document.Id, out var known))
                Refresh(document, known);
            else if (AnswerTo(Subjects.Theirs(RecordKind.Invoice, document.Id)) != SyncAnswer.Leave)
                fresh.Add(document);
        }

        var matches = Match(fresh);
        foreach (var document in fresh)
        {
            if (!matches.Contains(document.Id))
                ComeIn(document);
        }
    }

    private void Refresh(RemoteDocument document, KnownInvoice known)
    {
        // What a push has in hand is the push's to tell.
        if (!WritesHere || known.State is CopyState.Waiting or CopyState.Sending or CopyState.NeedsAttention)
            return;
        var condition = ConditionRules.After(known.Condition, ConditionOf(document), isWhole: false, knowsCredits: true);
        var paid = payments[document.Id].ToList();
        List<InvoiceChange> changes = [];
        if (ConditionRules.Shown.TryGetValue(condition, out var state) && state != known.State)
            changes.Add(new(InvoiceFields.State, InvoiceFields.StateOf(known.State), InvoiceFields.StateOf(state)));
        if (document.Number is { } number && number != known.Number)
            changes.Add(new(InvoiceFields.Number, known.Number, number));
        var stored = known.Payments.ToDictionary(payment => payment.OriginId, StringComparer.Ordinal);
        foreach (var payment in paid)
        {
            var before = stored.GetValueOrDefault(payment.Id);
            if (before is null || (before.Day, before.Amount) != (payment.Day, payment.Amount))
                changes.Add(new(InvoiceFields.Payment, before is null ? null : InvoiceFields.PaymentOf(before.Day, before.Amount), InvoiceFields.PaymentOf(payment.Day, payment.Amount)));
        }

        // Not told is not taken back.
        var gone = known.Payments.Where(payment => input.Payments is not null && !paid.Exists(told => told.Id == payment.OriginId)).ToList();
        changes.AddRange(gone.Select(payment => new InvoiceChange(InvoiceFields.Payment, InvoiceFields.PaymentOf(payment.Day, payment.Amount), null)));
        if (changes.Count == 0)
        {
            unchanged++;
            return;
        }

        planned.Add(new()
        {
            Step = InvoiceStep.Refresh, Title = known.Title, LocalId = known.Id, Document = document, Condition = condition, Changes = changes,
            Payments = paid, Withdrawn = gone.ConvertAll(payment => payment.Id),
        });
    }

    // A number alone proves nothing, since each side may have its own series. Our own key proves it; everything the same is the same; and
    // much the same is asked about.
    private HashSet<string> Match(List<RemoteDocument> fresh)
    {
        var matched = new HashSet<string>(StringComparer.Ordinal);
        var linked = new HashSet<string>(StringComparer.Ordinal);
        var likely = fresh.SelectMany(document => OursLike(document).Select(ours => (Ours: ours, Document: document))).ToList();
        var perDocument = likely.CountBy(pair => pair.Document.Id).ToDictionary(StringComparer.Ordinal);
        foreach (var (ours, documents) in likely.GroupBy(pair => pair.Ours.Id).Select(group => (group.First().Ours, group.Select(pair => pair.Document).ToList())))
        {
            var subject = Subjects.Ours(RecordKind.Invoice, ours.Id);
            doubtful.Add(subject);
            var question = input.Questions.GetValueOrDefault(subject);
            if (question?.Answer == SyncAnswer.Create)
                continue;
            held.Add(ours.Id);
            matched.UnionWith(documents.Select(document => document.Id));
            if (question?.Answer == SyncAnswer.Leave)
                continue;
            if (question is { Answer: SyncAnswer.Link, ChosenId: { } chosen } && documents.Find(document => document.Id == chosen) is { } meant && linked.Add(chosen))
                Link(ours, meant, isAnswered: true);
            else if (documents is [var only] && perDocument[only.Id] == 1 && IsSame(ours, only) && linked.Add(only.Id))
                Link(ours, only, isAnswered: false);
            else
                Ask(ours, documents);
        }

        return matched;
    }

    private IEnumerable<OurInvoice> OursLike(RemoteDocument document)
    {
        if (document.Key is { } key && input.Keys.TryGetValue(key, out var made))
            return made is null ? [] : byId[made.Value];
        var named = document.Number is { } number ? byNumber[(document.Kind, NumberOf(number))] : [];
        // Without a key, our number as its reference is all that a push may have left of itself.
        var referred = document is { Key: null, Reference: { } reference } ? byNumber[(document.Kind, NumberOf(reference))] : [];
        return named.Concat(referred).DistinctBy(ours => ours.Id).Where(ours => HasSameTotal(ours, document) || IsTo(ours, document));
    }

    private void Link(OurInvoice ours, RemoteDocument document, bool isAnswered) => planned.Add(new()
    {
        Step = InvoiceStep.Link, IsAnswered = isAnswered, Title = ours.Title, LocalId = ours.Id, Document = document, Condition = ConditionOf(document),
        Changes = [new(InvoiceFields.State, null, InvoiceFields.StateOf(ConditionOf(document)))], Payments = [.. payments[document.Id]],
    });

    private void Ask(OurInvoice ours, IReadOnlyList<RemoteDocument> documents) => planned.Add(new()
    {
        Step = InvoiceStep.Ask, Title = ours.Title, LocalId = ours.Id,
        Candidates =
        [
            .. documents.Select(document => new MatchCandidate(
                document.Id, InvoiceTitle.Of(document.Number, NameOf(document)), $"{InvoiceFields.DayOf(document.IssueDate)} {InvoiceFields.GrossOf(document.Gross, document.Currency)}", MatchReason.Number)),
        ],
    });

    private void ComeIn(RemoteDocument document)
    {
        if (!WritesHere || !input.Choices.CreatesHere)
            return;
        var title = InvoiceTitle.Of(document.Number, NameOf(document));
        if (CustomerOf(document) is null && !input.Coming.ContainsKey(document.PartyId))
        {
            planned.Add(new() { Step = InvoiceStep.Leave, Title = title, Document = document, Left = new Failure(FailureCodes.SyncContactMissing, document.Number) });
            return;
        }

        var condition = ConditionOf(document);
        planned.Add(new()
        {
            Step = InvoiceStep.ComeIn, Title = title, Document = document, Condition = condition, Payments = [.. payments[document.Id]],
            Changes =
            [
                new(InvoiceFields.Number, null, document.Number), new(InvoiceFields.Customer, null, NameOf(document)),
                new(InvoiceFields.IssueDate, null, InvoiceFields.DayOf(document.IssueDate)), new(InvoiceFields.Gross, null, InvoiceFields.GrossOf(document.Gross, document.Currency)),
                new(InvoiceFields.State, null, InvoiceFields.StateOf(condition)),
                .. payments[document.Id].Select(payment => new InvoiceChange(InvoiceFields.Payment, null, InvoiceFields.PaymentOf(payment.Day, payment.Amount))),
            ],
        });
    }

    private void SeeOurs()
    {
        if (input.Choices.Direction == SyncDirection.ToHere || !input.Choices.CreatesThere)
            return;
        foreach (var ours in input.Ours.OrderBy(invoice => invoice.Kind).ThenBy(invoice => invoice.IssueDate).ThenBy(invoice => invoice.Id))
        {
            if (ours.MayGo && !held.Contains(ours.Id) && AnswerTo(Subjects.Ours(RecordKind.Invoice, ours.Id)) != SyncAnswer.Leave)
                planned.Add(new() { Step = InvoiceStep.Queue, Title = ours.Title, LocalId = ours.Id });
        }
    }

    private DocumentCondition ConditionOf(RemoteDocument document) => ConditionRules.Of(
        document, null, document is { Kind: InvoiceKind.Invoice, Gross: > 0 } && credits.GetValueOrDefault(document.Id) >= document.Gross);

    /// <summary>Whom it is made out to here; null where that is nobody yet.</summary>
    private LinkedCustomer? CustomerOf(RemoteDocument document) => ChosenOf(input.Customers.GetValueOrDefault(document.PartyId) ?? [], input.GoTo);

    /// <summary>Which of several that are one contact there gets what is made out to it.</summary>
    internal static LinkedCustomer? ChosenOf(IReadOnlyList<LinkedCustomer> customers, SyncModule goTo) =>
        customers.OrderByDescending(customer => customer.Module == goTo).ThenBy(customer => customer.Id).FirstOrDefault();

    private string? NameOf(RemoteDocument document) => CustomerOf(document)?.Name ?? input.Coming.GetValueOrDefault(document.PartyId);

    private bool IsSame(OurInvoice ours, RemoteDocument document) =>
        document.Key is { } key && input.Keys.ContainsKey(key)
        || HasSameTotal(ours, document) && ours.IssueDate == document.IssueDate && (IsTo(ours, document) || document.Reference is { } reference && NumberOf(reference) == NumberOf(ours.Number));

    private static bool HasSameTotal(OurInvoice ours, RemoteDocument document) => (ours.Gross, ours.Currency) == (document.Gross, document.Currency);

    private bool IsTo(OurInvoice ours, RemoteDocument document) =>
        input.Customers.GetValueOrDefault(document.PartyId)?.Any(customer => customer.Id == ours.CustomerId) == true;

    private SyncAnswer? AnswerTo(string subject) => input.Questions.GetValueOrDefault(subject)?.Answer;

    private static string NumberOf(string number) => number.Trim().ToUpper(CultureInfo.InvariantCulture);
}
