namespace PennaPay.Billy.Core.Connections;

public abstract record TestResult
{
    private TestResult()
    {
    }

    /// <summary>The system answered with the account.</summary>
    public sealed record Verified(ConnectionView Connection) : TestResult;

    /// <summary>It did not; the reason is stored, the time of the last success kept.</summary>
    public sealed record Failed(Failure Failure, ConnectionView Connection) : TestResult;
}
