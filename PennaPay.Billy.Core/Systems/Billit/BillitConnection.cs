namespace PennaPay.Billy.Core.Systems.Billit;

/// <summary>What pages know connections to Billit by.</summary>
public static class BillitConnection
{
    /// <summary>What connections to Billit have as their <see cref="Connections.Connection.System"/>.</summary>
    public static string SystemId => BillitSystem.SystemId;
}
