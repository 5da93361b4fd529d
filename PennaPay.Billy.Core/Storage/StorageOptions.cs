namespace PennaPay.Billy.Core.Storage;

/// <summary>Configuration section <c>Storage</c>.</summary>
public sealed class StorageOptions
{
    public const string Section = "Storage";

    internal const string DatabaseFile = "pennapay.db";

    internal const string KeysFolder = "keys";

    /// <summary>Folder of the database and the key ring; relative to the content root. Default <c>data</c>.</summary>
    public string DataDirectory { get; set; } = "data";

    /// <summary>
    /// The master key, 32 bytes in base64, that wraps the key ring; for the environment, where files are not wanted. Outside Development
    /// there must be one, here or in <see cref="MasterKeyFile"/>.
    /// </summary>
    public string? MasterKey { get; set; }

    /// <summary>
    /// The file that the master key is in; relative to the content root. Default the credential <c>pennapay-master-key</c> of systemd, where there is one.
    /// </summary>
    public string? MasterKeyFile { get; set; }

    /// <summary>
    /// Whether data may lie where they do not last: in memory, in a temporary folder, inside the program's. Default <c>false</c>, which is refused
    /// outside Development.
    /// </summary>
    public bool FolderMayVanish { get; set; }

    /// <summary>The database's file.</summary>
    public string DatabasePath => Path.Combine(DataDirectory, DatabaseFile);

    /// <summary>The folder of the key ring, one file a key.</summary>
    public string KeysPath => Path.Combine(DataDirectory, KeysFolder);
}
