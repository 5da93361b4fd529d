namespace PennaPay.Billy.Core.Records.Customers;

/// <summary>A contact person as a form holds it.</summary>
public sealed class ContactPersonForm
{
    /// <summary>Null for a new person.</summary>
    public Guid? Id { get; set; }

    /// <inheritdoc cref="ContactPerson.Name"/>
    public string? Name { get; set; }

    /// <inheritdoc cref="ContactPerson.Email"/>
    public string? Email { get; set; }

    /// <inheritdoc cref="ContactPerson.Phone"/>
    public string? Phone { get; set; }

    /// <inheritdoc cref="ContactPerson.IsPrimary"/>
    public bool IsPrimary { get; set; }

    /// <inheritdoc cref="ContactPerson.OriginId"/>
    public string? OriginId { get; init; }

    internal ContactPersonForm Copy() => (ContactPersonForm)MemberwiseClone();
}
