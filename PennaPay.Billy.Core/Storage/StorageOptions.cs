namespace PennaPay.Billy.Core.Storage;

/// <summary>Configuration section <c>Storage</c>.</summary>
public sealed class StorageOptions
{
    public const string Section = "Storage";

    /// <summary>Folder of the database and the key ring; relative to the content root. Default <c>data</c>.</summary>
    public string DataDirectory { get; set; } = "data";
}
