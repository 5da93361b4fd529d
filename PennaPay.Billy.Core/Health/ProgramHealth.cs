using Microsoft.Extensions.Logging;
using PennaPay.Billy.Core.Audit;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Health;

/// <summary>
/// Whether the program can do its work, looked at once a minute however often it is asked. Reasons go to the log when they change,
/// and to owners; whoever is not signed in hears none.
/// </summary>
public sealed partial class ProgramHealth : IDisposable
{
    // A little less than the minute between two looks by the clock, so that none of them comes too early.
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(55);

    private readonly DatabaseLook database;
    private readonly KeyRingCanary keys;
    private readonly KeyAudit audit;
    private readonly HeldQueues queues;
    private readonly ClockWatch clock;
    private readonly DatabaseDamage damage;
    private readonly TimeProvider time;
    private readonly ILogger<ProgramHealth> logger;
    private readonly SemaphoreSlim looking = new(1);
    private ClockJump? seenJump;
    private Look? latest;

    internal ProgramHealth(
        DatabaseLook database, KeyRingCanary keys, KeyAudit audit, HeldQueues queues, ClockWatch clock, DatabaseDamage damage, TimeProvider time,
        ILogger<ProgramHealth> logger)
    {
        (this.database, this.keys, this.audit, this.queues, this.clock) = (database, keys, audit, queues, clock);
        (this.damage, this.time, this.logger) = (damage, time, logger);
        seenJump = clock.Last;
        damage.Found += OnDamageFound;
    }

    /// <summary>Tells that <see cref="Problems"/> are others, or that the database was found to be damaged.</summary>
    public event Action? Changed;

    /// <summary>What the latest look found.</summary>
    public IReadOnlyList<HealthProblem> Problems => latest?.Problems ?? [];

    /// <summary>Whether all is well; looks where the latest look is older than a minute.</summary>
    public async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        if (!damage.IsKnown)
            await LookAsync(cancellationToken);
        return !damage.IsKnown && Problems.Count == 0;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        damage.Found -= OnDamageFound;
        looking.Dispose();
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        await looking.WaitAsync(cancellationToken);
        try
        {
            if (latest is { } last && time.GetElapsedTime(last.At) < Fresh)
                return;
            var at = time.GetTimestamp();
            var found = await FindProblemsAsync(cancellationToken);
            // Damage is told by itself, and is the end of looking.
            if (!damage.IsKnown)
                Take(new(at, found));
        }
        finally
        {
            looking.Release();
        }
    }

    private async Task<IReadOnlyList<HealthProblem>> FindProblemsAsync(CancellationToken cancellationToken)
    {
        List<HealthProblem> found = [];
        clock.Look();
        if (clock.Last is { } jump && jump != seenJump)
        {
            seenJump = jump;
            found.Add(new(new Failure(FailureCodes.ClockJumped, jump.Described)));
        }

        if (await database.FindProblemAsync(cancellationToken) is { } fault)
        {
            // Nothing else can be asked of it.
            found.Add(new(fault));
            return found;
        }

        if (await keys.FindProblemAsync(cancellationToken) is { } lost)
            found.Add(new(lost));
        await audit.LookAsync(cancellationToken);
        found.AddRange(await queues.FindProblemsAsync(cancellationToken));
        return found;
    }

    private void Take(Look look)
    {
        var before = Problems;
        latest = look;
        foreach (var problem in look.Problems.Except(before))
        {
            using var scope = logger.BeginScope(problem.Scope());
            Log.NotReady(logger, problem.Failure.Code, problem.Failure.Detail);
        }

        if (before.Count > 0 && look.Problems.Count == 0)
            Log.ReadyAgain(logger);
        if (!before.SequenceEqual(look.Problems))
            Changed?.Invoke();
    }

    private void OnDamageFound() => Changed?.Invoke();

    private sealed record Look(long At, IReadOnlyList<HealthProblem> Problems);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Not ready: {Code} ({Detail}). The help page says what to do.")]
        public static partial void NotReady(ILogger logger, string code, string? detail);

        [LoggerMessage(LogLevel.Information, "Ready again.")]
        public static partial void ReadyAgain(ILogger logger);
    }
}
