using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Records.Customers;

/// <summary>Somebody an invoice is made out to.</summary>
public sealed class Customer : IWorkspaceOwned
{
    /// <summary>The key; made by <see cref="Guid.CreateVersion7()"/>, so it sorts by creation.</summary>
    public Guid Id { get; set; }

    /// <inheritdoc/>
    public WorkspaceId WorkspaceId { get; set; }

    /// <summary>The legal name, as it stands on invoices.</summary>
    public string Name { get; set; } = "";

    /// <summary>Whether this is a company or a private person, whom VAT treats differently.</summary>
    public CustomerKind Kind { get; set; }

    /// <summary>CVR number (eight digits) of a Danish company, else the VAT or company number; see <see cref="RegistrationNumber"/>.</summary>
    public string? RegistrationNo { get; set; }

    /// <summary>ISO 3166 code of two letters.</summary>
    public string CountryCode { get; set; } = Countries.Denmark;

    /// <summary>Street and house number.</summary>
    public string? Street { get; set; }

    public string? ZipCode { get; set; }

    public string? City { get; set; }

    /// <summary>Telephone number, as the user wrote it.</summary>
    public string? Phone { get; set; }

    /// <summary>The address that invoices are mailed to.</summary>
    public string? Email { get; set; }

    /// <summary>The user's own number for the customer.</summary>
    public string? CustomerNo { get; set; }

    /// <summary>GLN (EAN) of 13 digits, for e-invoices to public bodies.</summary>
    public string? Ean { get; set; }

    /// <summary>What it has in the workspace's own fields, by their keys; those that are empty are not there.</summary>
    public IReadOnlyDictionary<string, string> CustomValues { get; set; } = CustomFields.CustomValues.None;

    /// <summary>Whether somebody put it aside: lists and choices leave it out, and what there is of it stays.</summary>
    public bool IsArchived { get; set; }

    /// <summary>The import of files that made it; null where none did.</summary>
    public Guid? ImportId { get; set; }

    /// <summary>Lower-case text that the search looks in; kept by <see cref="RefreshSearchText"/>.</summary>
    public string SearchText { get; private set; } = "";

    /// <summary>When the customer was first stored.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When the customer was last changed.</summary>
    public DateTimeOffset UpdatedAt { get; set; }

    /// <summary>Raised with every save; tells a stale form from a fresh one.</summary>
    public int Version { get; set; } = 1;

    /// <summary>The people to write to.</summary>
    public List<ContactPerson> Persons { get; set; } = [];

    /// <summary>Brings <see cref="SearchText"/> up to date; call it before storing.</summary>
    public void RefreshSearchText() =>
        SearchText = Values.SearchText.Of(Name, RegistrationNo, CustomerNo, Email, City);
}
