namespace PennaPay.Billy.Web.Components.Settings.Ai;

/// <summary>What somebody wants a key to be.</summary>
/// <param name="Name">As it was typed.</param>
/// <param name="Days">How long it opens something; null for ever.</param>
/// <param name="Connection">What it reads.</param>
public sealed record NewKey(string Name, int? Days, Guid Connection);
