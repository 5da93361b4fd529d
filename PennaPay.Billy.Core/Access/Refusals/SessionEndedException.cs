namespace PennaPay.Billy.Core.Access.Refusals;

/// <summary>The session in which somebody asked for a change has ended. Nothing was changed.</summary>
public sealed class SessionEndedException() : UnauthorizedAccessException("The session has ended.");
