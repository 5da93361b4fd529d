namespace PennaPay.Billy.Core.Connections.Renewal;

/// <summary>How a stored secret stands with the key ring.</summary>
internal enum SecretAge
{
    Newest,

    /// <summary>Its key still opens it, but closes nothing any more.</summary>
    Older,

    /// <summary>No key of the ring opens it.</summary>
    Unreadable,
}
