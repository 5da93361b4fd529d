namespace PennaPay.Billy.Core.Connections;

/// <summary>How a workspace stands with a system.</summary>
public enum ConnectionStatus
{
    /// <summary>No secret is stored.</summary>
    NotConnected,

    /// <summary>The last use of the secret worked.</summary>
    Connected,

    /// <summary>The last use of the secret failed; <see cref="ConnectionView.Problem"/> says why.</summary>
    Failing,

    /// <summary>A secret is stored, but the key that opens it is not there.</summary>
    KeyMissing,
}
