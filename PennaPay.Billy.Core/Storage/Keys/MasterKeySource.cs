using Microsoft.Extensions.Options;

namespace PennaPay.Billy.Core.Storage.Keys;

/// <summary>Where the settings say that the master key is. It is read anew each time, since it may be put back while the program runs.</summary>
public sealed class MasterKeySource(IOptions<StorageOptions> storage)
{
    /// <summary>What systemd calls the credential that is taken where the settings name no master key.</summary>
    public const string Credential = "pennapay-master-key";

    private const string Setting = $"{StorageOptions.Section}:{nameof(StorageOptions.MasterKey)}";

    private const string FileSetting = $"{StorageOptions.Section}:{nameof(StorageOptions.MasterKeyFile)}";

    /// <summary>Whether there should be one.</summary>
    public bool IsNamed => storage.Value is not { MasterKey: null, MasterKeyFile: null };

    /// <returns>The key; or why there is none and what to do, one sentence each; or nothing of both where none is named.</returns>
    public (MasterKey? Key, string? Problem) Read()
    {
        var (text, file) = (storage.Value.MasterKey, storage.Value.MasterKeyFile);
        if (!IsNamed)
            return default;
        if (text is not null && file is not null)
            return (null, $"{Setting}: {FileSetting} is set too. Take one of them away.");
        return file is null
            ? Parse(text, $"{Setting} is no master key: it must be 32 bytes in base64. Make one with 'keys create'.")
            : ReadFile(file);
    }

    private static (MasterKey?, string?) ReadFile(string file)
    {
        try
        {
            return Parse(File.ReadAllText(file), $"{FileSetting}: '{file}' holds no master key. Put the right file back, or write it anew with 'keys recover'.");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return (null, $"{FileSetting}: '{file}' cannot be read ({fault.Message.TrimEnd('.')}). Put it back, or write it anew with 'keys recover'.");
        }
    }

    private static (MasterKey?, string?) Parse(string? text, string problem) =>
        MasterKey.TryParse(text) is { } key ? (key, null) : (null, problem);
}
