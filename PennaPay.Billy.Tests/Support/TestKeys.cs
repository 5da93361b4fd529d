using PennaPay.Billy.Core.Storage.Keys;

namespace PennaPay.Billy.Tests.Support;

/// <summary>What a program outside Development does not start without, for tests that are about something else.</summary>
public static class TestKeys
{
    private static readonly string Master = MasterKey.Create().Encode();

    /// <summary>A master key in the settings, and a data folder that may be a temporary one.</summary>
    public static IEnumerable<(string Key, string Value)> For(string environment) =>
        environment == "Development" ? [] : [("Storage:MasterKey", Master), ("Storage:FolderMayVanish", "true")];
}
