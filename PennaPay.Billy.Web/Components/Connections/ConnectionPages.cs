using PennaPay.Billy.Core.Systems.Billy;

namespace PennaPay.Billy.Web.Components.Connections;

/// <summary>Where connections are seen to.</summary>
internal static class ConnectionPages
{
    /// <summary>All of them.</summary>
    public const string All = "/settings/connections";

    /// <summary>Where a system is connected.</summary>
    public static string Of(string? system) => system is null ? All : system == BillyConnector.SystemId ? ConnectionPage.Path : $"{All}/{system}";

    /// <summary>One account of a system that may have several.</summary>
    public static string Of(string system, Guid connection) => $"{Of(system)}/{connection}";

    /// <summary>Where somebody who signed in at a system chooses an account.</summary>
    public static string Choose(string system, Guid choice) => $"{Of(system)}/choose?id={choice}";
}
