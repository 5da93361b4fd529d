namespace PennaPay.Billy.Core.Http;

/// <summary>Who goes first when requests wait for their turn.</summary>
public enum RequestPriority
{
    /// <summary>Gets the turns that no push wants.</summary>
    Read,

    /// <summary>Gets the next turn.</summary>
    Push,
}
