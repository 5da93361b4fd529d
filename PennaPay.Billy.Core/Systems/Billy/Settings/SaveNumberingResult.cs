namespace PennaPay.Billy.Core.Systems.Billy.Settings;

/// <summary>What came of choosing how numbers are used.</summary>
public enum SaveNumberingResult
{
    /// <summary>Drafts made from now on follow it.</summary>
    Saved,

    /// <summary>There is no connection, so it is not known what Billy allows.</summary>
    NotConnected,

    /// <summary>The organisation's way of numbering does not allow it.</summary>
    NotAllowed,
}
