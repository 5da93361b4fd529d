namespace PennaPay.Billy.Core.Records.Customers;

/// <summary>Why a customer cannot be saved: the codes of its <see cref="FieldProblem"/>s; each has a Danish and an English text.</summary>
public static class CustomerProblems
{
    /// <summary>The name is blank.</summary>
    public const string NameMissing = "customer_name_missing";

    /// <summary>A text is longer than it can be; argument: the longest length.</summary>
    public const string TextTooLong = "customer_text_too_long";

    /// <summary>The country is no ISO 3166 code.</summary>
    public const string CountryUnknown = "customer_country_unknown";

    /// <summary>The number of a Danish company is no CVR number.</summary>
    public const string CvrInvalid = "customer_cvr_invalid";

    /// <summary>The e-mail address cannot be one.</summary>
    public const string EmailInvalid = "customer_email_invalid";

    /// <summary>The GLN has not 13 digits, or its check digit is wrong.</summary>
    public const string EanInvalid = "customer_ean_invalid";

    /// <summary>The field is another system's to say, and would be written over.</summary>
    public const string OfAnotherSystem = "customer_of_another_system";

    /// <summary>A contact person has no name.</summary>
    public const string PersonNameMissing = "customer_person_name_missing";

    /// <summary>There are more contact persons than a customer can have; argument: the most.</summary>
    public const string TooManyPersons = "customer_too_many_persons";
}
