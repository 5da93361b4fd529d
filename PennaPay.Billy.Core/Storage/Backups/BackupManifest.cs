using System.IO.Compression;
using System.Reflection;
using System.Text.Json;
using PennaPay.Billy.Core.Storage.Keys;

namespace PennaPay.Billy.Core.Storage.Backups;

/// <summary>What a backup says of itself, as <c>manifest.json</c> in it.</summary>
/// <param name="Format">How the backup is laid out; <see cref="CurrentFormat"/> is what this version writes.</param>
/// <param name="TakenAt">When it was taken.</param>
/// <param name="MissesSince">
/// Since when things are missing in it, because the database was itself restored and nobody has looked into that yet; null where
/// nothing is.
/// </param>
/// <param name="Version">The program that took it.</param>
/// <param name="Schema">The last migration that the database has.</param>
/// <param name="Files">What is in the backup beside the manifest.</param>
/// <param name="Rows">How many rows each table has.</param>
public sealed record BackupManifest(
    int Format, DateTimeOffset TakenAt, DateTimeOffset? MissesSince, string Version, string Schema,
    IReadOnlyList<BackupFile> Files, IReadOnlyDictionary<string, long> Rows)
{
    public const int CurrentFormat = 2;

    internal const string Name = "manifest.json";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true,
    };

    /// <summary>Whether the key ring is in the backup.</summary>
    public bool HasKeys => Files.Any(file => file.IsKey);

    internal static string ProgramVersion { get; } =
        typeof(BackupManifest).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    internal void WriteTo(ZipArchive archive)
    {
        using var entry = archive.CreateEntry(Name).Open();
        JsonSerializer.Serialize(entry, this, Json);
    }

    /// <returns>Null where there is none that can be read.</returns>
    internal static BackupManifest? ReadFrom(ZipArchive archive)
    {
        try
        {
            using var entry = archive.GetEntry(Name)?.Open();
            return entry is null ? null : JsonSerializer.Deserialize<BackupManifest>(entry, Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>A file in a backup.</summary>
/// <param name="Name">Where it is in the backup, and in a data folder.</param>
/// <param name="Size">In bytes.</param>
/// <param name="Sha256">The checksum of its content, in small hexadecimal digits.</param>
public sealed record BackupFile(string Name, long Size, string Sha256)
{
    internal const string KeysPrefix = StorageOptions.KeysFolder + "/";

    /// <summary>Whether it is of the key ring.</summary>
    internal bool IsKey =>
        Name.StartsWith(KeysPrefix, StringComparison.Ordinal)
        && Name.EndsWith(".xml", StringComparison.Ordinal)
        && Path.GetFileName(Name) == Name[KeysPrefix.Length..]
        && !Name.Contains('\\', StringComparison.Ordinal);

    /// <summary>Whether it is a copy of the master key that only a recovery key opens.</summary>
    internal bool IsEscrow => Escrow.IsName(Name);

    internal bool IsDatabase => Name == StorageOptions.DatabaseFile;
}
