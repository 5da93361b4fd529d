
namespace PennaPay.Billy.Core.Records.Invoices;

/// <summary>
/// How an invoice came here: a short name, stored as it is and part of what a copy elsewhere is called, so a name never
/// changes. The set is open, because each system brings its own.
/// </summary>
public readonly record struct InvoiceOrigin
{
    /// <summary>The longest name.</summary>
    public const int MaxLength = 20;

    /// <summary>The longest id that something has at its origin.</summary>
    public const int MaxIdLength = 64;

    private const string EditorName = "Editor";

    // None for the editor, so that the default value is the editor and equal to it.
    private readonly string? other;

    /// <exception cref="ArgumentException">A name has 1 to <see cref="MaxLength"/> letters and digits of ASCII.</exception>
    public InvoiceOrigin(string name)
    {
        if (string.IsNullOrEmpty(name) || name.Length > MaxLength || !name.All(char.IsAsciiLetterOrDigit))
            throw new ArgumentException($"'{name}' cannot be an origin's name.", nameof(name));
        other = name == EditorName ? null : name;
    }

    /// <summary>Written in the editor.</summary>
    public static InvoiceOrigin Editor => default;

    /// <summary>Imported from a UBL file.</summary>
    public static InvoiceOrigin Ubl { get; } = new("Ubl");

    /// <summary>Imported from a CSV file.</summary>
    public static InvoiceOrigin Csv { get; } = new("Csv");

    /// <summary>A sample, to try things on.</summary>
    public static InvoiceOrigin Sample { get; } = new("Sample");

    public string Name => other ?? EditorName;

    /// <inheritdoc />
    public override string ToString() => Name;
}
