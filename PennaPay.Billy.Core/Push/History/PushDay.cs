namespace PennaPay.Billy.Core.Push.History;

/// <summary>How the pushes of one Danish day ended.</summary>
/// <param name="Day">The day in Copenhagen.</param>
/// <param name="Succeeded">How many made a document.</param>
/// <param name="Failed">How many were refused or left to a person; what was tried again by itself is not among them.</param>
public sealed record PushDay(DateOnly Day, int Succeeded, int Failed)
{
    /// <summary>How many ended.</summary>
    public int Total => Succeeded + Failed;
}
