namespace PennaPay.Billy.Core.Storage;

/// <summary>Configuration section <c>Storage</c>.</summary>
public sealed class StorageOptions
{
    public const string Section = "Storage";

    internal const string DatabaseFile = "pennapay.db";

    internal const string KeysFolder = "keys";

    /// <summary>Folder of the database and the key ring; relative to the content root. Default <c>data</c>.</summary>
    public string DataDirectory { get; set; } = "data";

    /// <summary>The database's file.</summary>
    public string DatabasePath => Path.Combine(DataDirectory, DatabaseFile);

    /// <summary>The folder of the key ring, one file a key.</summary>
    public string KeysPath => Path.Combine(DataDirectory, KeysFolder);
}
