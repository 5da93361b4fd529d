using PennaPay.Billy.Core.Push.Targets;

namespace PennaPay.Billy.Core.Push.Rules;

/// <summary>What a search in the system after an unclear outcome means.</summary>
internal abstract record SearchFinding
{
    private SearchFinding()
    {
    }

    /// <summary>The document arrived.</summary>
    public sealed record Ours(RemoteDocument Document) : SearchFinding;

    /// <summary>Something carries our key, but it is not what we sent, or there are several.</summary>
    public sealed record Doubtful(IReadOnlyList<RemoteDocument> Candidates) : SearchFinding;

    /// <summary>Nothing was found now; look again at a time.</summary>
    public sealed record SearchAgain(DateTimeOffset At) : SearchFinding;

    /// <summary>Nothing was found for long enough: it never arrived, and may be sent again.</summary>
    public sealed record NeverArrived : SearchFinding;
}
