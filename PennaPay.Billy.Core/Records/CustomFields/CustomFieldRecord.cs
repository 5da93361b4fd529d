namespace PennaPay.Billy.Core.Records.CustomFields;

/// <summary>Which records have a field. Stored as a number: add at the end.</summary>
public enum CustomFieldRecord
{
    Customer,

    Product,
}
