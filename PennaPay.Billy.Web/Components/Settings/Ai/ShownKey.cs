using PennaPay.Billy.Core.Access.Keys;

namespace PennaPay.Billy.Web.Components.Settings.Ai;

/// <summary>A key that was just made, for as long as the page shows it.</summary>
/// <param name="Id">Which.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Secret">The key itself.</param>
public sealed record ShownKey(Guid Id, string Name, ApiKeySecret Secret);
