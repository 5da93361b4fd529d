namespace PennaPay.Billy.Core.Sync.Fields;

/// <summary>What a field holds, which decides when two values of it are the same.</summary>
public enum FieldType
{
    /// <summary>One line.</summary>
    Text,

    /// <summary>Text of several lines.</summary>
    Block,

    Email,

    Phone,

    /// <summary>A CVR, VAT or company number.</summary>
    RegistrationNo,

    /// <summary>A decimal number, written with a point.</summary>
    Number,

    /// <summary>One of a list of codes, such as a country.</summary>
    Code,

    /// <summary>A person by name and e-mail address, as <see cref="PersonValue"/> writes it.</summary>
    Person,

    /// <summary>A day, written as <c>yyyy-MM-dd</c>.</summary>
    Date,
}
