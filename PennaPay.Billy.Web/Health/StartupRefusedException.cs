namespace PennaPay.Billy.Web.Health;

/// <summary>What must be put right before the program can start; the message is one sentence a line.</summary>
public sealed class StartupRefusedException(IReadOnlyList<string> problems) : Exception(string.Join(Environment.NewLine, problems))
{
    /// <summary>One sentence for each problem.</summary>
    public IReadOnlyList<string> Problems => problems;
}
