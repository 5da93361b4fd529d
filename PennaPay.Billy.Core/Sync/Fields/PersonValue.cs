using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Sync.Fields;

/// <summary>
/// A contact person as a value: the name on one line, the e-mail address on the next. One without a name is its address alone, so that
/// a side where persons must have names, and calls this one by the address, means the same.
/// </summary>
public readonly record struct PersonValue
{
    public PersonValue(string? name, string? email)
    {
        (Name, Email) = (InputText.Line(name), InputText.Line(email));
        if (string.Equals(Name, Email, StringComparison.OrdinalIgnoreCase))
            Name = null;
    }

    public string? Name { get; }

    public string? Email { get; }

    public bool IsEmpty => Name is null && Email is null;

    public static PersonValue Read(string? value) => (value ?? "").ReplaceLineEndings("\n").Split('\n', 2) switch
    {
        [var name, var email] => new(name, email),
        [var email] when email.Contains('@', StringComparison.Ordinal) && !email.Trim().Contains(' ', StringComparison.Ordinal) => new(null, email),
        _ => new(value, null),
    };

    public override string ToString() => Name is not null && Email is not null ? $"{Name}\n{Email}" : Name ?? Email ?? "";

    /// <summary>The one form of all that mean the same person; null for nobody.</summary>
    internal string? Normalise() => IsEmpty ? null
        : new PersonValue(Name?.Normalize(), FieldValue.Normalise(FieldType.Email, Email)).ToString();
}
