namespace PennaPay.Billy.Core.Http;

/// <summary>Who goes first when requests wait for their turn.</summary>
public enum RequestPriority
{
    /// <summary>Gets the turns that nothing urgent wants: what nobody waits for.</summary>
    Background,

    /// <summary>Gets the next turn: a push, or what a person has asked for and waits for.</summary>
    Urgent,
}
