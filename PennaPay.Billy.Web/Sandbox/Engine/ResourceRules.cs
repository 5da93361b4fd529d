namespace PennaPay.Billy.Web.Sandbox.Engine;

/// <summary>What a resource does beyond its table: the hooks of a save, in the order in which they are called.</summary>
internal class ResourceRules
{
    public static ResourceRules None { get; } = new();

    /// <summary>Fills in what the client may leave out. References may still lead nowhere.</summary>
    public virtual void Complete(SaveOperation save, Staged staged)
    {
    }

    /// <summary>Reports what the table alone cannot see.</summary>
    public virtual void Check(SaveOperation save, Staged staged)
    {
    }

    /// <summary>Follows up when the record and its children are stored.</summary>
    public virtual void Saved(SaveOperation save, Staged staged)
    {
    }

    /// <summary>Why the record must not be deleted; null when it may.</summary>
    public virtual string? WhyNotDelete(SaveOperation save, SandboxRecord record) => null;

    /// <summary>Follows up when the record is gone.</summary>
    public virtual void Deleted(SaveOperation save, SandboxRecord record)
    {
    }
}
