namespace PennaPay.Billy.Core.Connections.Outages;

/// <summary>A system does not answer, so that what goes there waits.</summary>
/// <param name="System">What people call it.</param>
/// <param name="SystemId">The <see cref="ExternalSystem.Id"/>.</param>
/// <param name="Since">When it ceased to answer.</param>
public sealed record Outage(string System, string SystemId, DateTimeOffset Since);
