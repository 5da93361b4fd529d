using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Records.Customers;

/// <summary>A customer as a form holds it: everything may be missing or wrong.</summary>
public sealed class CustomerForm
{
    /// <summary>Null for a new customer.</summary>
    public Guid? Id { get; set; }

    /// <summary>The version that the form was filled from.</summary>
    public int Version { get; set; }

    /// <inheritdoc cref="Customer.Name"/>
    public string? Name { get; set; }

    /// <inheritdoc cref="Customer.Kind"/>
    public CustomerKind Kind { get; set; }

    /// <inheritdoc cref="Customer.RegistrationNo"/>
    public string? RegistrationNo { get; set; }

    /// <inheritdoc cref="Customer.CountryCode"/>
    public string? CountryCode { get; set; } = Countries.Denmark;

    /// <inheritdoc cref="Customer.Street"/>
    public string? Street { get; set; }

    /// <inheritdoc cref="Customer.ZipCode"/>
    public string? ZipCode { get; set; }

    /// <inheritdoc cref="Customer.City"/>
    public string? City { get; set; }

    /// <inheritdoc cref="Customer.Phone"/>
    public string? Phone { get; set; }

    /// <inheritdoc cref="Customer.Email"/>
    public string? Email { get; set; }

    /// <inheritdoc cref="Customer.CustomerNo"/>
    public string? CustomerNo { get; set; }

    /// <inheritdoc cref="Customer.Ean"/>
    public string? Ean { get; set; }

    /// <inheritdoc cref="Customer.CustomValues"/>
    public Dictionary<string, string?> CustomValues { get; private set; } = [];

    /// <inheritdoc cref="Customer.Persons"/>
    public List<ContactPersonForm> Persons { get; set; } = [];

    /// <summary>A form filled from a stored customer.</summary>
    public static CustomerForm From(Customer customer) => new()
    {
        Id = customer.Id,
        Version = customer.Version,
        Name = customer.Name,
        Kind = customer.Kind,
        RegistrationNo = customer.RegistrationNo,
        CountryCode = customer.CountryCode,
        Street = customer.Street,
        ZipCode = customer.ZipCode,
        City = customer.City,
        Phone = customer.Phone,
        Email = customer.Email,
        CustomerNo = customer.CustomerNo,
        Ean = customer.Ean,
        CustomValues = customer.CustomValues.ToDictionary(pair => pair.Key, string? (pair) => pair.Value),
        Persons =
        [
            .. customer.Persons.Select(person => new ContactPersonForm
            {
                Id = person.Id, Name = person.Name, Email = person.Email, Phone = person.Phone, IsPrimary = person.IsPrimary, OriginId = person.OriginId,
            }),
        ],
    };

    internal CustomerForm Copy()
    {
        var copy = (CustomerForm)MemberwiseClone();
        copy.CustomValues = new(CustomValues);
        copy.Persons = [.. Persons.Select(person => person.Copy())];
        return copy;
    }

    /// <summary>Writes the form's values, tidied, into a customer, but for those of the workspace's own fields; its persons keep their ids.</summary>
    internal void CopyTo(Customer customer)
    {
        customer.Name = InputText.Line(Name) ?? "";
        customer.Kind = Enum.IsDefined(Kind) ? Kind : CustomerKind.Company;
        customer.CountryCode = Countries.Find(CountryCode) ?? InputText.Line(CountryCode) ?? "";
        customer.RegistrationNo = RegistrationNumber.Normalise(InputText.Line(RegistrationNo), customer.CountryCode);
        customer.Street = InputText.Line(Street);
        customer.ZipCode = InputText.Line(ZipCode);
        customer.City = InputText.Line(City);
        customer.Phone = InputText.Line(Phone);
        customer.Email = InputText.Line(Email);
        customer.CustomerNo = InputText.Line(CustomerNo);
        customer.Ean = InputText.Line(Ean)?.Replace(" ", "", StringComparison.Ordinal);
        customer.Persons.RemoveAll(person => Persons.All(draft => draft.Id != person.Id));
        var primary = Persons.Find(draft => draft.IsPrimary);
        foreach (var draft in Persons)
        {
            var person = customer.Persons.Find(known => known.Id == draft.Id);
            if (person is null)
                customer.Persons.Add(person = new() { Id = Guid.CreateVersion7(), WorkspaceId = customer.WorkspaceId, CustomerId = customer.Id });
            person.Name = InputText.Line(draft.Name) ?? "";
            person.Email = InputText.Line(draft.Email);
            person.Phone = InputText.Line(draft.Phone);
            person.IsPrimary = draft == primary;
        }
        customer.RefreshSearchText();
    }
}
