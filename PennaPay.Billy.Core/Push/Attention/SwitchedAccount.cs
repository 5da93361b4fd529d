namespace PennaPay.Billy.Core.Push.Attention;

/// <summary>The account that lists are about, since it took the place of another.</summary>
/// <param name="Connection">The connection to it.</param>
/// <param name="AccountName">What it is called.</param>
/// <param name="UsesSandbox">Whether it is one of a sandbox.</param>
/// <param name="At">When the latest of the others was replaced.</param>
public sealed record SwitchedAccount(Guid Connection, string? AccountName, bool UsesSandbox, DateTimeOffset At);
