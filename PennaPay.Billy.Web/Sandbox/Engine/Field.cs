namespace PennaPay.Billy.Web.Sandbox.Engine;

internal enum FieldKind { Text, Number, Integer, Flag, Date, Time, Choice, BelongsTo, Reference, HasMany, List }

/// <summary>One property of a resource.</summary>
internal sealed record Field(string Name, FieldKind Kind)
{
    public bool IsRequired { get; init; }

    public bool IsImmutable { get; init; }

    public bool IsReadOnly { get; init; }

    public object? Default { get; init; }

    public string[] Choices { get; init; } = [];

    /// <summary>A text that is answered as an empty one where none was given; others are null then.</summary>
    public bool IsEmptyWhenUnset { get; init; }

    /// <summary>The plural of the resource that a belongs-to or a has-many leads to.</summary>
    public string Target { get; init; } = "";

    /// <summary>The property of a has-many's records that leads back.</summary>
    public string ForeignKey { get; init; } = "";

    /// <summary>The name in an <c>include</c>: <c>contact</c> for <c>contactId</c>.</summary>
    public string IncludeName => Kind == FieldKind.BelongsTo ? Name[..^2] : Name;

    /// <summary>The key of a has-many's ids beside a sideload: <c>lineIds</c> for <c>lines</c>.</summary>
    public string SideloadKey => Name[..^1] + "Ids";

    public Field Required() => this with { IsRequired = true };

    public Field Immutable() => this with { IsImmutable = true };

    public Field ReadOnly() => this with { IsReadOnly = true };

    public Field Or(object value) => this with { Default = value };

    /// <summary>A text that is null where none was given.</summary>
    public Field OrNull() => this with { IsEmptyWhenUnset = false };

    /// <summary>A text; one that holds the id of something is null where none was given, as references are.</summary>
    public static Field Text(string name) =>
        new(name, FieldKind.Text) { IsEmptyWhenUnset = !name.EndsWith("Id", StringComparison.Ordinal) };

    public static Field Number(string name) => new(name, FieldKind.Number);

    public static Field Integer(string name) => new(name, FieldKind.Integer);

    public static Field Flag(string name) => new(name, FieldKind.Flag) { Default = false };

    public static Field Date(string name) => new(name, FieldKind.Date);

    public static Field Time(string name) => new Field(name, FieldKind.Time).ReadOnly();

    public static Field Choice(string name, params string[] choices) => new(name, FieldKind.Choice) { Choices = choices };

    public static Field To(string target, string name) => new(name, FieldKind.BelongsTo) { Target = target };

    public static Field Reference(string name) => new(name, FieldKind.Reference);

    public static Field Many(string name, string target, string foreignKey) =>
        new(name, FieldKind.HasMany) { Target = target, ForeignKey = foreignKey };

    public static Field List(string name) => new Field(name, FieldKind.List).ReadOnly();
}
