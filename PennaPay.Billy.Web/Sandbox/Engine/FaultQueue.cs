namespace PennaPay.Billy.Web.Sandbox.Engine;

/// <summary>The planned faults, first come first served.</summary>
internal sealed class FaultQueue
{
    private readonly Lock gate = new();
    private readonly List<Planned> waiting = [];

    public void Add(SandboxFault fault)
    {
        lock (gate)
            waiting.Add(new(fault));
    }

    public SandboxFault? Take(string? token, string method, string pathAndQuery)
    {
        lock (gate)
        {
            var planned = waiting.Find(p => p.Fits(token, method, pathAndQuery));
            if (planned is null)
                return null;
            if (--planned.Left <= 0)
                waiting.Remove(planned);
            return planned.Fault;
        }
    }

    /// <summary>What is still to come, each with the times that are left.</summary>
    public IReadOnlyList<SandboxFault> Waiting
    {
        get
        {
            lock (gate)
                return [.. waiting.Select(p => p.Fault with { Times = p.Left })];
        }
    }

    /// <summary>Forgets the faults of one token, or all of them.</summary>
    public void Clear(string? token)
    {
        lock (gate)
            waiting.RemoveAll(p => token is null || p.Fault.Token == token);
    }

    private sealed class Planned(SandboxFault fault)
    {
        private readonly Random dice = fault.Seed is { } seed ? new(seed) : new();

        public SandboxFault Fault { get; } = fault;

        public int Left { get; set; } = fault.Times;

        public bool Fits(string? token, string method, string pathAndQuery) =>
            (Fault.Token is null || Fault.Token == token)
            && (Fault.Method is null || Fault.Method.Equals(method, StringComparison.OrdinalIgnoreCase))
            && (Fault.PathContains is null || pathAndQuery.Contains(Fault.PathContains, StringComparison.Ordinal))
            && (Fault.Probability is not { } chance || dice.NextDouble() < chance);
    }
}
