using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Links;
using PennaPay.Billy.Core.Sync;
using PennaPay.Billy.Core.Sync.Fields;
using PennaPay.Billy.Core.Sync.Records;
using PennaPay.Billy.Core.Systems.Billy.Api;
using PennaPay.Billy.Core.Systems.Billy.Api.Wire;
using PennaPay.Billy.Core.Systems.Billy.Drafts;

namespace PennaPay.Billy.Core.Systems.Billy.Sync;

/// <summary>Billy's contacts: those of type company are organisations, those of type person are contacts.</summary>
internal sealed class ContactEndpoint(BillyReader billy, BillyRecords records, BillyEndpoints endpoints) : IRecordEndpoint
{
    private static readonly FieldMap PersonMap = new(
    [
        new("name", ContactFields.Name),
        new("kind", ContactFields.Type),
        new("registrationNo", ContactFields.RegistrationNo),
        new("country", ContactFields.Country),
        new("street", "street"),
        new("zipCode", "zipcodeText"),
        new("city", "cityText"),
        new("phone", "phone"),
        new("email", ContactFields.Email),
        new("customerNo", ContactFields.Number),
        new("ean", ContactFields.Ean),
    ]);

    // Of a private contact the persons are the contact.
    private static readonly FieldMap CompanyMap = new([.. PersonMap.Rows, new(PersonFields.Name, PersonFields.Name)]);

    /// <inheritdoc/>
    public string System => BillySystem.SystemId;

    /// <inheritdoc/>
    public RecordKind Kind => RecordKind.Contact;

    /// <inheritdoc/>
    public IReadOnlyList<SyncModule> Modules { get; } = [SyncModule.Organizations, SyncModule.Contacts];

    /// <inheritdoc/>
    public IReadOnlyList<SyncField> Fields => ContactFields.All;

    /// <inheritdoc/>
    public IReadOnlyList<MatchKey> Keys { get; } =
    [
        new(MatchReason.RegistrationNo, "registrationNo", ContactFields.RegistrationNo, FieldType.RegistrationNo) { TellsApart = true },
        new(MatchReason.Ean, "ean", ContactFields.Ean, FieldType.Text),
        new(MatchReason.Number, "customerNo", ContactFields.Number, FieldType.Text),
        new(MatchReason.Email, "email", ContactFields.Email, FieldType.Email),
    ];

    /// <inheritdoc/>
    public string NumberField => ContactFields.Number;

    /// <inheritdoc/>
    public TimeSpan Settles => BillySystem.SettleTime;

    /// <inheritdoc/>
    public FieldMap DefaultMap(SyncModule module) => module == SyncModule.Contacts ? PersonMap : CompanyMap;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<TheirRecord>> ReadAllAsync(OpenedConnection opened, Action<int>? read, CancellationToken cancellationToken)
    {
        var contacts = await billy.ListContactsAsync(opened.Access, read, cancellationToken);
        return [.. contacts.Select(ContactFields.Read)];
    }

    /// <inheritdoc/>
    public async Task<TheirRecord?> GetAsync(OpenedConnection opened, string id, CancellationToken cancellationToken) =>
        BillyId.IsOne(id) && await billy.GetContactAsync(opened.Access, id, cancellationToken) is { } contact ? ContactFields.Read(contact) : null;

    /// <inheritdoc/>
    public async Task<TheirRecord> CreateAsync(
        OpenedConnection opened, SyncModule module, IReadOnlyDictionary<string, string?> values, CancellationToken cancellationToken)
    {
        var (sent, email) = (ContactFields.Change(values) ?? new(), SentValue.OrNull(ContactFields.EmailIn(values)));
        var contact = new NewContact
        {
            Type = sent.Type ?? ContactFields.TypeOf(module),
            Name = sent.Name ?? throw SentValue.Refused(ContactFields.Name),
            CountryId = sent.CountryId ?? throw SentValue.Refused(ContactFields.Country),
            Street = SentValue.OrNull(sent.Street),
            CityText = SentValue.OrNull(sent.CityText),
            ZipcodeText = SentValue.OrNull(sent.ZipcodeText),
            Phone = SentValue.OrNull(sent.Phone),
            ContactNo = SentValue.OrNull(sent.ContactNo),
            RegistrationNo = SentValue.OrNull(sent.RegistrationNo),
            Ean = SentValue.OrNull(sent.Ean),
            Fax = SentValue.OrNull(sent.Fax),
            PaymentTermsMode = sent.PaymentTermsDays?.Value is null ? null : ContactFields.NetTerms,
            PaymentTermsDays = sent.PaymentTermsDays?.Value,
            ContactPersons = ContactPersons.New(sent.Name, email, values),
        };
        CrashPoint.Reach("record.before-create");
        var created = await records.CreateContactAsync(opened.Access, contact, cancellationToken);
        CrashPoint.Reach("record.after-create");
        SentValue.CheckAnswer((contact.Name, created.Name), (contact.ContactNo, created.ContactNo));
        // What the answer leaves out was sent with it, and another question could fail after the contact is there.
        if (created.ContactPersons.Count == 0)
            created = created with { ContactPersons = [.. contact.ContactPersons.Select(person => new BillyContactPerson { Name = person.Name, Email = person.Email, IsPrimary = person.IsPrimary })] };
        return ContactFields.Read(created.CityText is null ? created with { CityText = contact.CityText } : created);
    }

    /// <inheritdoc/>
    public async Task<TheirRecord> ChangeAsync(
        OpenedConnection opened, TheirRecord current, IReadOnlyDictionary<string, string?> changes, CancellationToken cancellationToken)
    {
        var (change, email) = (ContactFields.Change(changes), ContactFields.EmailIn(changes));
        if (current is not ContactRecord { Contact: var contact })
            contact = await billy.GetContactAsync(opened.Access, current.Id, cancellationToken) ?? throw SentValue.Gone();
        var (mustRead, changesPersons) = (false, changes.Keys.Any(PersonFields.IsOne));
        if (change is not null)
        {
            CrashPoint.Reach("record.before-change");
            var changed = await records.ChangeContactAsync(
                opened.Access, contact.Id, change with
                {
                    ForgetsCity = change.CityText is not null && contact.CityId is not null,
                    // How the days are counted is the account's to say; it only must not be left unsaid.
                    PaymentTermsMode = change.PaymentTermsDays?.Value is not null && contact.PaymentTermsMode is null ? ContactFields.NetTerms : null,
                }, cancellationToken);
            CrashPoint.Reach("record.after-change");
            // Billy may have found the city in its list, and the answer then has no name of it.
            mustRead = changed.CityId is not null && changed.CityId != contact.CityId && string.IsNullOrWhiteSpace(changed.CityText);
            var before = contact.Name;
            contact = changed with { ContactPersons = contact.ContactPersons, City = changed.CityId == contact.CityId ? contact.City : null };
            contact = await new ContactPersonWriter(records, opened.Access, contact).RenameAsync(before, cancellationToken);
        }

        if (changesPersons || email is not null && email != (ContactEmail.Of(contact) ?? ""))
        {
            CrashPoint.Reach("record.before-change");
            contact = await new ContactPersonWriter(records, opened.Access, contact).WriteAsync(changes, email, cancellationToken);
            CrashPoint.Reach("record.after-change");
        }

        return mustRead && await billy.GetContactAsync(opened.Access, contact.Id, cancellationToken) is { } whole
            ? ContactFields.Read(whole)
            : ContactFields.Read(contact);
    }

    /// <inheritdoc/>
    public Task<WithdrawOutcome> WithdrawAsync(OpenedConnection opened, string id, CancellationToken cancellationToken) => Withdrawal.RunAsync(
        () => records.DeleteContactAsync(opened.Access, id, cancellationToken),
        () => records.ChangeContactAsync(opened.Access, id, new() { IsArchived = true }, cancellationToken));

    /// <inheritdoc/>
    public string? PageOf(Connection connection, string id) =>
        BillyPages.Record(connection, endpoints.Of(connection.UsesSandbox), "contacts", id)?.AbsoluteUri;
}
