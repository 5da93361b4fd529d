using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using PennaPay.Billy.Core.Storage.Keys;

namespace PennaPay.Billy.Core.Storage.Backups;

/// <summary>
/// Takes a backup of the data folder, also while the program works in it: one archive with the database as it is at one moment.
/// It has its name only once it is whole.
/// </summary>
public sealed class BackupWriter(IOptions<StorageOptions> storage, RestoredMark restored, TimeProvider time)
{
    /// <summary>Writes a backup.</summary>
    /// <param name="target">A file that is not there yet and ends in <c>.zip</c>, or a folder, in which a name is made.</param>
    /// <param name="withKeys">
    /// Whether the key ring comes along also where it is in clear, and opens every secret in the database. Wrapped by a master key it always does.
    /// </param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="BackupRefusedException">It could not be done; nothing is left behind.</exception>
    public async Task<WrittenBackup> WriteAsync(string target, bool withKeys, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var file = FileFor(target, now);
        if (!File.Exists(storage.Value.DatabasePath))
        {
            throw new BackupRefusedException(
                $"There is no database '{storage.Value.DatabasePath}'. Name the data folder that the program uses as Storage:DataDirectory.");
        }

        var unfinished = Path.Combine(Path.GetDirectoryName(file)!, $".{Path.GetFileName(file)}-{Guid.NewGuid():N}.unfinished");
        try
        {
            OwnerOnly.CreateFolder(unfinished);
            var copy = Path.Combine(unfinished, StorageOptions.DatabaseFile);
            await BackupDatabase.CopyAsync(storage.Value.DatabasePath, copy, cancellationToken);
            var manifest = await DescribeAsync(copy, withKeys, now, cancellationToken);
            var archive = Path.Combine(unfinished, Path.GetFileName(file));
            Pack(manifest, copy, archive);
            File.Move(archive, file);
            return new(file, new FileInfo(file).Length, manifest);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or SqliteException)
        {
            throw new BackupRefusedException(
                $"The backup '{file}' could not be written: {fault.Message.TrimEnd('.')}. See that there is room and that it may be written there, and try again.");
        }
        finally
        {
            if (Directory.Exists(unfinished))
                Directory.Delete(unfinished, recursive: true);
        }
    }

    private static string FileFor(string target, DateTimeOffset now)
    {
        var isFile = target.EndsWith(".zip", StringComparison.OrdinalIgnoreCase) && !Directory.Exists(target);
        var file = Path.GetFullPath(isFile
            ? target
            : Path.Combine(target, string.Create(CultureInfo.InvariantCulture, $"pennapay-{now:yyyy-MM-dd-HHmmss}Z.zip")));
        var folder = Path.GetDirectoryName(file);
        if (!Directory.Exists(folder))
            throw new BackupRefusedException($"There is no folder '{folder}'. Make it, or name another folder or a file that ends in '.zip'.");
        if (File.Exists(file))
            throw new BackupRefusedException($"There is a file '{file}' already. Name another; a backup never takes the place of another one.");
        return file;
    }

    private async Task<BackupManifest> DescribeAsync(string copy, bool withKeys, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var database = new BackupDatabase(copy);
        if (await database.FindDamageAsync(cancellationToken) is { } damage)
        {
            throw new BackupRefusedException(
                $"The database '{storage.Value.DatabasePath}' is damaged ({damage}), and a backup of it would be too. Stop the program and restore the last backup into another folder.");
        }

        var keys = (withKeys || KeyRing.IsWrapped(storage.Value)) && Directory.Exists(storage.Value.KeysPath)
            ? Directory.EnumerateFiles(storage.Value.KeysPath, "*.xml").Order(StringComparer.Ordinal)
            : Enumerable.Empty<string>();
        var escrow = Directory.EnumerateFiles(storage.Value.DataDirectory).Where(file => Escrow.IsName(Path.GetFileName(file))).Order(StringComparer.Ordinal);
        return new(
            BackupManifest.CurrentFormat, now, restored.TryRead()?.BackupAt, BackupManifest.ProgramVersion,
            (await database.MigrationsAsync(cancellationToken)).LastOrDefault("none"),
            [
                Describe(StorageOptions.DatabaseFile, copy),
                .. keys.Select(key => Describe(BackupFile.KeysPrefix + Path.GetFileName(key), key)),
                .. escrow.Select(file => Describe(Path.GetFileName(file), file)),
            ],
            await database.CountRowsAsync(cancellationToken));
    }

    private static BackupFile Describe(string name, string file)
    {
        using var content = File.OpenRead(file);
        return new(name, content.Length, Convert.ToHexStringLower(SHA256.HashData(content)));
    }

    private void Pack(BackupManifest manifest, string copy, string archive)
    {
        using var file = OwnerOnly.CreateFile(archive);
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var packed in manifest.Files)
            {
                zip.CreateEntryFromFile(
                    packed.IsDatabase ? copy : Path.Combine(storage.Value.DataDirectory, packed.Name), packed.Name, CompressionLevel.Fastest);
            }

            manifest.WriteTo(zip);
        }

        file.Flush(flushToDisk: true);
    }
}

/// <summary>A backup that is there.</summary>
/// <param name="File">The archive.</param>
/// <param name="Size">In bytes.</param>
/// <param name="Manifest">What is in it.</param>
public sealed record WrittenBackup(string File, long Size, BackupManifest Manifest);
