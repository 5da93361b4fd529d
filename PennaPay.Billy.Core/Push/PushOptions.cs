namespace PennaPay.Billy.Core.Push;

/// <summary>Configuration section <c>Push</c>.</summary>
internal sealed class PushOptions
{
    public const string Section = "Push";

    /// <summary>How often the ledger is looked through for what nobody called a worker for. Default 5 s.</summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How often it is looked whether drafts are due for a look in their system. Default 10 min.</summary>
    public TimeSpan SweepInterval { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long between two looks at all documents that people may do something to. Default 30 s; infinite looks at none.</summary>
    public TimeSpan LookInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long between two looks at the documents of what stands on open pages. Default 8 s.</summary>
    public TimeSpan LookAtShownInterval { get; set; } = TimeSpan.FromSeconds(8);
}
