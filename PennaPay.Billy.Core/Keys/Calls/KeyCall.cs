using PennaPay.Billy.Core.Access;

namespace PennaPay.Billy.Core.Keys.Calls;

/// <summary>That a program called something with a key, and what that came to. What it asked for and what it got is never kept.</summary>
public sealed class KeyCall : IWorkspaceOwned
{
    /// <summary>The <see cref="Outcome"/> of a call that was answered.</summary>
    public const string Ok = "ok";

    /// <summary>The <see cref="Outcome"/> of a call whose answer nobody waited for.</summary>
    public const string CutOff = "cut_off";

    public const int MaxTool = 60;

    public const int MaxOutcome = 60;

    /// <summary>The later, the higher.</summary>
    public long Id { get; init; }

    public WorkspaceId WorkspaceId { get; set; }

    public required Guid KeyId { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>What was called.</summary>
    public required string Tool { get; init; }

    /// <summary><see cref="Ok"/>, <see cref="CutOff"/>, or one of <see cref="FailureCodes"/>.</summary>
    public required string Outcome { get; init; }

    /// <summary>How many rows were answered; null where it was no list.</summary>
    public int? Rows { get; init; }

    /// <summary>How many bytes the answer had.</summary>
    public required int Bytes { get; init; }

    public required int Milliseconds { get; init; }
}
