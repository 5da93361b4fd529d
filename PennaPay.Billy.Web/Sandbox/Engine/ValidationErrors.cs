namespace PennaPay.Billy.Web.Sandbox.Engine;

/// <summary>What is wrong with a record and with those embedded in it.</summary>
internal sealed class ValidationErrors
{
    public const string Blank = "This field must not be blank.";

    private readonly Dictionary<string, RecordErrors> byKey = [];

    public bool Any => byKey.Count > 0;

    public IReadOnlyDictionary<string, RecordErrors> Records => byKey;

    /// <summary>Of several records under one key only the first failing one is told about.</summary>
    public void Add(Staged staged, string? field, string message)
    {
        if (!byKey.TryGetValue(staged.ErrorKey, out var errors))
            byKey[staged.ErrorKey] = errors = new(staged);
        if (errors.Owner != staged)
            return;
        if (field is null)
            errors.Message ??= message;
        else
            errors.Attributes.TryAdd(field, message);
    }

    /// <summary>An error of a record that is not being saved: a refused delete, a planned fault.</summary>
    public static ValidationErrors Of(string singular, string? field, string message)
    {
        var errors = new ValidationErrors();
        var record = errors.byKey[singular] = new(null);
        if (field is null)
            record.Message = message;
        else
            record.Attributes[field] = message;
        return errors;
    }

    internal sealed class RecordErrors(Staged? owner)
    {
        public Staged? Owner => owner;

        public string? Message { get; set; }

        public Dictionary<string, string> Attributes { get; } = [];
    }
}
