using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.Invoices.Intake;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Records.Invoices.Import.Planning;

/// <summary>
/// Decides what becomes of each document of some files, by what is stored and what was answered. It writes nothing, and what
/// imports asks it too, so that an import cannot do anything else than its plan says.
/// </summary>
internal sealed class ImportPlanner
{
    private static readonly ImportAnswer[] LeaveOutOrImport = [ImportAnswer.LeaveOut, ImportAnswer.Import];
    private static readonly ImportAnswer[] OfVat =
        [ImportAnswer.Exempt, ImportAnswer.ZeroRated, ImportAnswer.ReverseCharge, ImportAnswer.OutsideScope, ImportAnswer.LeaveOut];

    private readonly Workspace? company;
    private readonly KnownInvoices known;
    private readonly NumbersInUse numbers;
    private readonly CustomerMatcher customers;
    private readonly ImportQuestions questions;
    private readonly HashSet<(InvoiceKind Kind, string Number)> taken = [];
    private readonly HashSet<Guid> made = [];
    private readonly List<(int File, IncomingInvoice Incoming)> fresh = [];

    private ImportPlanner(Workspace? company, KnownInvoices known, NumbersInUse numbers, CustomerMatcher customers, ImportQuestions questions) =>
        (this.company, this.known, this.numbers, this.customers, this.questions) = (company, known, numbers, customers, questions);

    public static async Task<PlannedImport> PlanAsync(
        WorkspaceDbContext db, IReadOnlyList<ParsedFile> files, IReadOnlyDictionary<string, ImportAnswer> answers, CancellationToken cancellationToken)
    {
        foreach (var parsed in files.SelectMany(file => file.Invoices))
            parsed.Incoming.Customer.RegistrationNo = parsed.RegistrationNo;
        var incoming = files.Where(file => file.Errors.Total == 0).SelectMany(file => file.Incoming).ToList();
        var planner = new ImportPlanner(
            await db.Set<Workspace>().AsNoTracking().FirstOrDefaultAsync(workspace => workspace.Id == db.Workspace, cancellationToken),
            await KnownInvoices.LoadAsync(db, incoming, cancellationToken),
            await NumbersInUse.LoadAsync(db, incoming.Select(one => one.Invoice.Number), cancellationToken),
            await CustomerMatcher.LoadAsync(db, [.. incoming.Select(one => one.Customer)], cancellationToken),
            new(answers));
        List<PlannedFile> planned = [.. files.Select(planner.Plan)];
        var asked = planner.questions.Asked;
        return new(new(planned, asked, FingerprintOf(planned, asked)), planner.fresh);
    }

    private PlannedFile Plan(ParsedFile file, int index) => file.Errors.Total > 0
        ? new([], file.Errors.Shown, file.Errors.Total, file.IgnoredColumns) { Columns = file.Columns }
        : new([.. file.Invoices.Select(parsed => Plan(parsed, index))], [], 0, file.IgnoredColumns) { Columns = file.Columns };

    private PlannedInvoice Plan(ParsedInvoice parsed, int file)
    {
        if (!known.IsFresh(parsed.Incoming.Invoice))
            return Describe(parsed, parsed.Incoming, ImportFate.Known, 0) with { KnownId = known.StoredId(parsed.Incoming.Invoice) };
        var before = questions.Count;
        if (Decide(parsed) is not { } decided)
            return Describe(parsed, parsed.Incoming, ImportFate.LeftOut, questions.Count - before);
        fresh.Add((file, decided));
        return Describe(parsed, decided, ImportFate.New, questions.Count - before);
    }

    /// <summary>The invoice as it is imported; null where it is left out.</summary>
    private IncomingInvoice? Decide(ParsedInvoice parsed)
    {
        if (!IsOurs(parsed) || Kind(parsed) is not { } incoming || !NumberIsFree(incoming.Invoice) || !VatIsClear(parsed, incoming))
            return null;
        if (WithCustomer(incoming) is not { } decided)
            return null;
        taken.Add((decided.Invoice.Kind, NumberKey.Of(decided.Invoice.Number)));
        return decided;
    }

    private bool IsOurs(ParsedInvoice parsed)
    {
        if (parsed.Supplier is not { } supplier || company?.RegistrationNo is not { } own)
            return true;
        var number = RegistrationNumber.Normalise(own, Countries.Denmark);
        if (supplier.Numbers.Contains(number)
            || supplier.Numbers.Count == 0 && CustomerMatcher.IsSameName(supplier.Name, company.Name))
            return true;
        return questions.Ask(
            ImportQuestionKind.Supplier, parsed.Incoming.Invoice.Number, ImportQuestions.About([supplier.Name, .. supplier.Numbers]),
            LeaveOutOrImport, supplier.Name, company.Name) == ImportAnswer.Import;
    }

    private IncomingInvoice? Kind(ParsedInvoice parsed)
    {
        if (parsed.Opposite is not { } opposite)
            return parsed.Incoming;
        var invoice = parsed.Incoming.Invoice;
        return questions.Ask(
            ImportQuestionKind.Negative, invoice.Number, invoice.OriginId, [ImportAnswer.Turn, ImportAnswer.LeaveOut],
            invoice.Number, GrossOf(parsed.Incoming), invoice.Currency, invoice.Kind) == ImportAnswer.Turn ? opposite : null;
    }

    private bool NumberIsFree(Invoice invoice)
    {
        if (numbers.Find(invoice.Kind, invoice.Number) is { } user)
        {
            return questions.Ask(
                ImportQuestionKind.NumberInUse, invoice.Number, invoice.OriginId, LeaveOutOrImport,
                invoice.Number, user.Customer, user.Gross, user.Currency) == ImportAnswer.Import;
        }

        return !taken.Contains((invoice.Kind, NumberKey.Of(invoice.Number)))
            || questions.Ask(ImportQuestionKind.NumberTwice, invoice.Number, invoice.OriginId, LeaveOutOrImport, invoice.Number) == ImportAnswer.Import;
    }

    private bool VatIsClear(ParsedInvoice parsed, IncomingInvoice incoming)
    {
        if (parsed.InferredLines == 0)
            return true;
        var answer = questions.Ask(
            ImportQuestionKind.Vat, incoming.Invoice.Number, incoming.Invoice.OriginId, OfVat, incoming.Invoice.Number, parsed.InferredLines);
        if (answer == ImportAnswer.LeaveOut)
            return false;
        var treatment = Enum.Parse<VatTreatment>(answer.ToString());
        foreach (var line in incoming.Invoice.Lines.Where(line => line is { VatRate: 0, VatCode: null }))
            line.Vat = treatment;
        return true;
    }

    /// <summary>The invoice with the customer that it is made out to; null where it is left out.</summary>
    private IncomingInvoice? WithCustomer(IncomingInvoice incoming)
    {
        var wanted = incoming.Customer;
        var match = customers.Match(wanted);

        // A number that is none was accepted before where a customer of that very name has it.
        if (wanted is { CountryCode: Countries.Denmark, RegistrationNo: { } number } && !Cvr.IsValid(number)
            && !(match is { By: CustomerMatchKey.RegistrationNo } && IsSame(match, wanted)))
        {
            var answer = questions.Ask(
                ImportQuestionKind.Cvr, incoming.Invoice.Number, ImportQuestions.About(number, wanted.Name),
                [ImportAnswer.WithoutNumber, ImportAnswer.KeepNumber, ImportAnswer.LeaveOut], number, wanted.Name);
            if (answer == ImportAnswer.LeaveOut)
                return null;
            wanted.RegistrationNo = answer == ImportAnswer.KeepNumber ? number : null;
            match = customers.Match(wanted);
        }

        if (match is { By: not CustomerMatchKey.Name } && !IsSame(match, wanted))
        {
            var (kind, shared) = match.By switch
            {
                CustomerMatchKey.RegistrationNo => (ImportQuestionKind.CustomerByRegistrationNo, wanted.RegistrationNo),
                CustomerMatchKey.Ean => (ImportQuestionKind.CustomerByEan, wanted.Ean),
                _ => (ImportQuestionKind.CustomerByCustomerNo, wanted.CustomerNo),
            };
            // Two companies can have the same GLN or customer number by mistake, but never each a number of its own.
            ImportAnswer[] possible = wanted.RegistrationNo is { } one && match.Customer.RegistrationNo is { } other && one != other
                ? [ImportAnswer.NewCustomer, ImportAnswer.UseCustomer, ImportAnswer.LeaveOut]
                : [ImportAnswer.UseCustomer, ImportAnswer.NewCustomer, ImportAnswer.LeaveOut];
            var answer = questions.Ask(
                kind, incoming.Invoice.Number, ImportQuestions.About(shared, wanted.Name, match.Customer.Name), possible,
                wanted.Name, shared!, match.Customer.Name);
            if (answer == ImportAnswer.LeaveOut)
                return null;
            if (answer == ImportAnswer.NewCustomer)
                match = null;
        }

        return MadeOutTo(incoming, match?.Customer);
    }

    private IncomingInvoice MadeOutTo(IncomingInvoice incoming, Customer? customer)
    {
        if (customer is null)
        {
            customer = incoming.Customer;
            customers.Add(customer);
            made.Add(customer.Id);
        }

        incoming.Invoice.SetCustomer(customer);
        return made.Contains(customer.Id)
            ? incoming with { Customer = customer, IsNewCustomer = true }
            : incoming with { KnownCustomerId = customer.Id };
    }

    private static bool IsSame(CustomerMatch match, Customer wanted) => CustomerMatcher.IsSameName(match.Customer.Name, wanted.Name);

    private static PlannedInvoice Describe(ParsedInvoice parsed, IncomingInvoice incoming, ImportFate fate, int asked)
    {
        var invoice = incoming.Invoice;
        var isNew = fate == ImportFate.New;
        var name = OutsideText.Line(parsed.Incoming.Customer.Name);
        return new(
            parsed.Locate(nameof(Invoice.Number)).Row, invoice.Kind, OutsideText.Line(invoice.Number), GrossOf(incoming), invoice.Currency, name,
            isNew ? incoming.KnownCustomerId : null, isNew ? OutsideText.Line(invoice.CustomerName) : name, fate, null, asked)
        {
            Content = ContentHash.ButForTheCustomer(invoice),
        };
    }

    private static decimal GrossOf(IncomingInvoice incoming) => (incoming.Stated ?? InvoiceTotals.Of(incoming.Invoice)).Gross;

    private static string FingerprintOf(List<PlannedFile> files, IReadOnlyList<ImportQuestion> asked)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files)
        {
            Append($"file {file.TotalErrors}");
            foreach (var invoice in file.Invoices)
                Append(string.Create(CultureInfo.InvariantCulture, $"{invoice.Fate} {invoice.Kind} {invoice.CustomerId} {invoice.CustomerName} {invoice.KnownId} {invoice.Gross} {invoice.Content}"));
        }

        foreach (var question in asked)
            Append($"{question.Id} {question.Chosen}");
        return Convert.ToHexStringLower(hash.GetHashAndReset());

        void Append(string text) => hash.AppendData(Encoding.UTF8.GetBytes(text + "\n"));
    }
}
