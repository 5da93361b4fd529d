namespace PennaPay.Billy.Core.Systems.PlugAndPay;

/// <summary>What pages know connections to Plug&amp;Pay by.</summary>
public static class PlugAndPayConnection
{
    /// <summary>What connections to Plug&amp;Pay have as their <see cref="Connections.Connection.System"/>.</summary>
    public static string SystemId => PlugAndPaySystem.SystemId;
}
