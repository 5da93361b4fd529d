using PennaPay.Billy.Core.Connections;

namespace PennaPay.Billy.Core.Systems.Billy.Settings;

/// <summary>What came of saving the settings.</summary>
public abstract record SaveSettingsResult
{
    private SaveSettingsResult()
    {
    }

    /// <summary>They are stored.</summary>
    public sealed record Saved(ConnectionView Connection) : SaveSettingsResult;

    /// <summary>None of them is stored.</summary>
    public sealed record Refused(Failure Failure) : SaveSettingsResult;
}
