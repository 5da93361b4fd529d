namespace PennaPay.Billy.Core.Systems.Billy.Settings;

/// <summary>An account that sales can go to.</summary>
/// <param name="Code">Its number, such as <c>1110</c>.</param>
/// <param name="Name">Its name in Billy.</param>
public sealed record SalesAccount(string Code, string Name);
