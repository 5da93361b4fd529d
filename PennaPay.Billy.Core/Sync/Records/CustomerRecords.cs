using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Links;
using PennaPay.Billy.Core.Records.Customers;
using PennaPay.Billy.Core.Records.CustomFields;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Sync.Fields;

namespace PennaPay.Billy.Core.Sync.Records;

/// <summary>Our customers: companies are organisations, private persons are contacts.</summary>
public sealed class CustomerRecords(Database database, CustomerOwners owners, TimeProvider time) : IOurRecords
{
    public const string Company = "company";
    public const string Person = "person";

    private const string Ean = "ean";

    private static readonly FieldOf<Customer, CustomerForm>[] All =
    [
        new(new("name", FieldType.Text) { IsRequired = true }, customer => customer.Name, (form, value) => form.Name = value),
        new(new("kind", FieldType.Code) { IsRequired = true }, customer => KindOf(customer.Kind), (form, value) => form.Kind = value == Person ? CustomerKind.Person : CustomerKind.Company),
        new(new("registrationNo", FieldType.RegistrationNo), customer => customer.RegistrationNo, (form, value) => form.RegistrationNo = value),
        new(new("country", FieldType.Code) { IsRequired = true }, customer => customer.CountryCode, (form, value) => form.CountryCode = value),
        new(new("street", FieldType.Text), customer => customer.Street, (form, value) => form.Street = value),
        new(new("zipCode", FieldType.Text), customer => customer.ZipCode, (form, value) => form.ZipCode = value),
        new(new("city", FieldType.Text), customer => customer.City, (form, value) => form.City = value),
        new(new("phone", FieldType.Phone), customer => customer.Phone, (form, value) => form.Phone = value),
        new(new("email", FieldType.Email), customer => customer.Email, (form, value) => form.Email = value),
        new(new("customerNo", FieldType.Text), customer => customer.CustomerNo, (form, value) => form.CustomerNo = value),
        new(new(Ean, FieldType.Text), customer => customer.Ean, (form, value) => form.Ean = value),
    ];

    // What another system that describes a customer has a word for: all but one.
    private static readonly IReadOnlyList<string> Described = [.. All.Select(field => field.Field.Name).Where(name => name != Ean)];

    public RecordKind Kind => RecordKind.Contact;

    public IReadOnlyList<SyncField> Fields { get; } = [.. All.Select(field => field.Field), PersonFields.Field];

    /// <inheritdoc/>
    public Task<IReadOnlyList<SyncField>> FieldsAsync(WorkspaceDbContext db, CancellationToken cancellationToken) =>
        OwnFields.AfterAsync(Fields, db, CustomFieldRecord.Customer, cancellationToken);

    public string NumberField => "customerNo";

    public static SyncModule ModuleOf(CustomerKind kind) => kind == CustomerKind.Person ? SyncModule.Contacts : SyncModule.Organizations;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<OurRecord>> ReadAllAsync(WorkspaceId workspace, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        var owned = await owners.OfAsync(db, null, cancellationToken);
        return await db.Set<Customer>().Include(customer => customer.Persons).OrderBy(customer => customer.Id).AsAsyncEnumerable()
            .Select(customer => Of(customer, owned.ContainsKey(customer.Id))).ToListAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<OurRecord?> FindAsync(WorkspaceDbContext db, Guid id, CancellationToken cancellationToken) =>
        await db.Set<Customer>().Include(customer => customer.Persons).FirstOrDefaultAsync(customer => customer.Id == id, cancellationToken) is { } found
            ? Of(found, await IsOwnedAsync(db, id, cancellationToken))
            : null;

    /// <inheritdoc/>
    public async Task<(OurRecord? Record, IReadOnlyList<FieldProblem> Problems)> CreateAsync(
        WorkspaceDbContext db, SyncModule module, IReadOnlyDictionary<string, string?> values, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var customer = new Customer { Id = Guid.CreateVersion7(now), WorkspaceId = db.Workspace, CreatedAt = now, Version = 0 };
        var form = new CustomerForm { Kind = module == SyncModule.Contacts ? CustomerKind.Person : CustomerKind.Company };
        if (await SaveAsync(db, customer, form, values, now, isOwned: false, cancellationToken) is { Count: > 0 } problems)
            return (null, problems);
        await db.AddAsync(customer, cancellationToken);
        return (Of(customer, isOwned: false), []);
    }

    /// <inheritdoc/>
    public async Task<(OurRecord? Record, IReadOnlyList<FieldProblem> Problems)> ChangeAsync(
        WorkspaceDbContext db, Guid id, IReadOnlyDictionary<string, string?> changes, CancellationToken cancellationToken)
    {
        if (await db.Set<Customer>().Include(customer => customer.Persons).FirstOrDefaultAsync(known => known.Id == id, cancellationToken) is not { } customer)
            return (null, []);
        var name = customer.Name;
        // What cannot be stored must not stay in the context.
        var before = CustomerForm.From(customer);
        var isOwned = await IsOwnedAsync(db, id, cancellationToken);
        if (await SaveAsync(db, customer, CustomerForm.From(customer), changes, time.GetUtcNow(), isOwned, cancellationToken) is { Count: > 0 } problems)
        {
            before.CopyTo(customer);
            return (null, problems);
        }

        if (customer.Name != name)
            await InvoiceKeys.RenameCustomerAsync(db, customer, cancellationToken);
        return (Of(customer, isOwned), []);
    }

    /// <inheritdoc/>
    public async Task<bool> DeleteAsync(WorkspaceDbContext db, Guid id, CancellationToken cancellationToken)
    {
        if (await db.Set<Invoice>().AnyAsync(invoice => invoice.CustomerId == id, cancellationToken))
            return false;
        if (await db.Set<Customer>().FirstOrDefaultAsync(known => known.Id == id, cancellationToken) is { } customer)
            db.Remove(customer);
        return true;
    }

    private static async Task<List<FieldProblem>> SaveAsync(
        WorkspaceDbContext db, Customer customer, CustomerForm form, IReadOnlyDictionary<string, string?> values, DateTimeOffset now, bool isOwned, CancellationToken cancellationToken)
    {
        var before = CustomerForm.From(customer);
        FieldOf<Customer, CustomerForm>.Fill(All, form, values);
        FillPersons(form, values);

        form.CopyTo(customer);
        var (own, unfit) = await OwnFields.SettleAsync(db, CustomFieldRecord.Customer, customer.CustomValues, values, cancellationToken);
        List<FieldProblem> problems = [.. CustomerRules.CheckImported(customer), .. isOwned ? CustomerOwners.Check(before, customer) : [], .. unfit];
        if (customer.Persons.Count > CustomerRules.MaxPersons)
            problems.Add(new(nameof(Customer.Persons), CustomerProblems.TooManyPersons, CustomerRules.MaxPersons));
        if (problems.Count > 0)
            return problems;
        customer.CustomValues = own;
        customer.UpdatedAt = now;
        customer.Version++;
        return [];
    }

    // Whoever is not among the values stays, and a telephone number and who comes first stay with the person.
    private static void FillPersons(CustomerForm form, IReadOnlyDictionary<string, string?> values)
    {
        var known = PersonFields.ByEntry(form.Persons, person => new(person.Name, person.Email));
        foreach (var (entry, value) in values.Where(value => PersonFields.IsOne(value.Key)).OrderBy(value => value.Key, StringComparer.Ordinal))
        {
            var person = known.GetValueOrDefault(entry);
            if (PersonValue.Read(value) is not { IsEmpty: false } told)
            {
                form.Persons.RemoveAll(one => one == person);
                continue;
            }

            if (person is null)
                form.Persons.Add(person = new());
            (person.Name, person.Email) = (told.Name ?? told.Email, told.Email);
        }
    }

    private static Dictionary<string, string?> ValuesOf(Customer customer)
    {
        var values = FieldOf<Customer, CustomerForm>.Read(All, customer);
        // A private customer is the person.
        if (customer.Kind == CustomerKind.Company)
        {
            foreach (var (entry, person) in PersonFields.ByEntry(customer.Persons, ValueOf))
                values[entry] = ValueOf(person).ToString();
        }

        return values;
    }

    private static PersonValue ValueOf(ContactPerson person) => new(person.Name, person.Email);

    private async Task<bool> IsOwnedAsync(WorkspaceDbContext db, Guid id, CancellationToken cancellationToken) =>
        (await owners.OfAsync(db, id, cancellationToken)).Count > 0;

    private static OurRecord Of(Customer customer, bool isOwned)
    {
        var record = new OurRecord
        {
            Id = customer.Id,
            Version = customer.Version,
            Module = ModuleOf(customer.Kind),
            Title = customer.Name,
            IsArchived = customer.IsArchived,
            Values = OwnFields.With(customer.CustomValues, ValuesOf(customer)),
        };
        return isOwned ? record with { IsOwned = true, Fixed = FixedOf(customer) } : record;
    }

    // Persons whom somebody added here stay everybody's.
    private static HashSet<string> FixedOf(Customer customer) =>
    [
        .. Described,
        .. PersonFields.ByEntry(customer.Persons, ValueOf).Where(entry => entry.Value.OriginId is not null).Select(entry => entry.Key),
    ];

    private static string KindOf(CustomerKind kind) => kind == CustomerKind.Person ? Person : Company;
}
