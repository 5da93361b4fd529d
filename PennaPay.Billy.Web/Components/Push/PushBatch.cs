using PennaPay.Billy.Core.Push;

namespace PennaPay.Billy.Web.Components.Push;

/// <summary>How far the pushes of one batch are, as the feed tells it.</summary>
internal sealed class PushBatch
{
    private readonly Dictionary<Guid, PushEvent> latest = [];

    public int Total => latest.Count;

    public int Ended => latest.Values.Count(push => push.HasEnded);

    public int Succeeded => latest.Values.Count(push => push.State == PushState.Succeeded);

    public int Failed => latest.Values.Count(push => push.HasEnded && push.State is not (PushState.Succeeded or PushState.Cancelled));

    public bool HasEnded => latest.Values.All(push => push.HasEnded);

    public void Add(PushEvent happened) => latest[happened.PushId] = happened;
}
