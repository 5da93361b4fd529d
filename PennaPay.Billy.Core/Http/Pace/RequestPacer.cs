using System.Collections.Concurrent;

namespace PennaPay.Billy.Core.Http.Pace;

/// <summary>Spaces the requests of each token so that no system is flooded; see <see cref="RequestLane"/>.</summary>
internal sealed class RequestPacer(TimeProvider time)
{
    private const int LanesBeforeCleanup = 1000;

    private readonly ConcurrentDictionary<(string System, string Token), RequestLane> lanes = new();

    /// <summary>Returns when the token may send its next request. A cancelled wait takes no turn.</summary>
    public Task WaitTurnAsync(ApiAccess access, CancellationToken cancellationToken) =>
        LaneOf(access)?.WaitTurnAsync(access.Priority, cancellationToken) ?? Task.CompletedTask;

    /// <summary>The system answered 429.</summary>
    public void SlowDown(ApiAccess access, TimeSpan? wait = null) => LaneOf(access)?.SlowDown(wait);

    /// <summary>The system answered something else.</summary>
    public void Recover(ApiAccess access, RequestAllowance? allowance = null) => LaneOf(access)?.Recover(allowance);

    /// <returns>Null where there is no limit.</returns>
    private RequestLane? LaneOf(ApiAccess access)
    {
        var profile = access.Profile;
        if (profile.RequestsPerSecond == 0)
            return null;
        if (lanes.Count > LanesBeforeCleanup)
        {
            foreach (var (key, lane) in lanes)
            {
                if (lane.IsFresh)
                    lanes.TryRemove(key, out _);
            }
        }

        return lanes.GetOrAdd(
            (profile.Name, access.Token.Fingerprint),
            static (_, of) => new RequestLane(RateOf(of.Profile), of.Time),
            (Profile: profile, Time: time));
    }

    private static RequestRate RateOf(ApiProfile profile) => profile.Window is { } window
        ? new WindowRate(profile.Burst, window)
        : new SteadyRate(profile.RequestsPerSecond, profile.Burst);
}
