namespace PennaPay.Billy.Web.Commands;

/// <summary>A command cannot be carried out; the message says why, and what to do.</summary>
internal sealed class CommandRefusedException(string message) : Exception(message);
