namespace PennaPay.Billy.Web.Sandbox.Engine;

/// <summary>A record that is being saved, with those embedded in it; nothing of it is stored yet.</summary>
internal sealed class Staged(SandboxRecord record, SandboxRecord? existing, string errorKey)
{
    /// <summary>The record as it shall be.</summary>
    public SandboxRecord Record => record;

    /// <summary>The stored record that is changed; null when one is created.</summary>
    public SandboxRecord? Existing => existing;

    /// <summary>The stored record's values before the change.</summary>
    public SandboxRecord? Before { get; } = existing?.Copy();

    public bool IsNew => existing is null;

    /// <summary>The key of its errors: what the client called it, or its resource's name.</summary>
    public string ErrorKey => errorKey;

    /// <summary>The record that embeds this one.</summary>
    public Staged? Parent { get; init; }

    /// <summary>The properties that the client sent and that are its to set.</summary>
    public HashSet<string> Sent { get; } = [];

    public Dictionary<Field, List<Staged>> Children { get; } = [];

    public List<Staged>? ChildrenOf(string field) => Children.GetValueOrDefault(record.Resource[field]!);

    public bool Changed(string field) => !Equals(record[field], Before?[field]);
}
