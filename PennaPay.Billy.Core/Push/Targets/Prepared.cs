namespace PennaPay.Billy.Core.Push.Targets;

/// <summary>What came of preparing an invoice for a system.</summary>
public abstract record Prepared
{
    private Prepared()
    {
    }

    /// <summary>It can be sent. Each target adds what it sends.</summary>
    /// <param name="Described">The payload as readable JSON, for history; it holds no secret.</param>
    /// <param name="Hash">A hash of everything that is sent.</param>
    /// <param name="Expected">What the answer must show.</param>
    public abstract record Ready(string Described, string Hash, ExpectedDocument Expected) : Prepared;

    /// <summary>It has been done already, whoever did it; nothing is sent.</summary>
    public sealed record Present(RemoteDocument Document, ExpectedDocument Expected) : Prepared;

    /// <summary>It cannot be sent as things are; nothing was.</summary>
    public sealed record Refused(Failure Failure) : Prepared;
}
