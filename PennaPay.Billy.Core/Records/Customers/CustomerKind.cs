namespace PennaPay.Billy.Core.Records.Customers;

/// <summary>What sort of customer it is.</summary>
public enum CustomerKind
{
    /// <summary>A company, an association or a public body.</summary>
    Company,

    /// <summary>A private person.</summary>
    Person,
}
