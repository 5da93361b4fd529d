namespace PennaPay.Billy.Core.Records.Customers;

public enum CustomerKind
{
    /// <summary>A company, an association or a public body.</summary>
    Company,

    /// <summary>A private person.</summary>
    Person,
}
