namespace PennaPay.Billy.Core.Push.Targets;

/// <summary>How far a document has come in the system.</summary>
public enum RemoteState
{
    /// <summary>Still a draft: it can be changed and deleted.</summary>
    Draft,

    /// <summary>Booked, sent or otherwise final.</summary>
    Final,

    /// <summary>Was final and is void.</summary>
    Void,
}
