using PennaPay.Billy.Core.Connections.Offers;

namespace PennaPay.Billy.Core.Connections.OAuth;

/// <summary>What a person who signed in at a system chooses among.</summary>
/// <param name="System">The <see cref="ExternalSystem.Id"/> of the system.</param>
/// <param name="IsSandbox">Whether the accounts are the system's sandbox's.</param>
/// <param name="Offers">All of them, those that cannot be connected too.</param>
/// <param name="EndsAt">Until when.</param>
public sealed record SignInChoice(string System, bool IsSandbox, IReadOnlyList<OfferedAccount> Offers, DateTimeOffset EndsAt);
