using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;

namespace PennaPay.Billy.Core.Storage.Backups;

/// <summary>
/// Makes a data folder of a backup, after checking all of it, and marks it as restored. Until it is whole it stands in a folder
/// of its own there, beside which no program starts.
/// </summary>
public sealed class BackupRestorer(TimeProvider time)
{
    private const string Unfinished = "restoring";

    /// <summary>Whether a restoration into this data folder was interrupted.</summary>
    public static bool WasInterruptedIn(string folder) => Directory.Exists(Path.Combine(folder, Unfinished));

    /// <summary>Restores a backup.</summary>
    /// <param name="backup">What <see cref="BackupWriter"/> wrote.</param>
    /// <param name="target">A folder that is empty or not there.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="BackupRefusedException">It could not be done; the folder is as it was.</exception>
    public async Task<BackupManifest> RestoreAsync(string backup, string target, CancellationToken cancellationToken)
    {
        if (Directory.Exists(target) ? Directory.EnumerateFileSystemEntries(target).Any() : File.Exists(target))
            throw new BackupRefusedException($"'{target}' is not an empty folder. Name one that is empty or not there; nothing is ever overwritten.");
        if (!File.Exists(backup))
            throw new BackupRefusedException($"There is no backup '{backup}'. Name the file that 'backup' wrote.");

        var isNew = !Directory.Exists(target);
        var unfinished = Path.Combine(target, Unfinished);
        try
        {
            await using var file = File.OpenRead(backup);
            using var archive = new ZipArchive(file, ZipArchiveMode.Read);
            var manifest = ReadManifest(backup, archive);
            OwnerOnly.CreateFolder(target);
            OwnerOnly.CreateFolder(unfinished);
            foreach (var packed in manifest.Files)
                await TakeOutAsync(backup, archive, packed, unfinished, cancellationToken);
            CrashPoint.Reach("restore.taken-out");
            await PrepareAsync(backup, manifest, Path.Combine(unfinished, StorageOptions.DatabaseFile), cancellationToken);
            RestoredMark.Set(unfinished, new(time.GetUtcNow(), manifest.MissesSince ?? manifest.TakenAt));
            CrashPoint.Reach("restore.marked");
            PutInPlace(unfinished, target);
            CrashPoint.Reach("restore.in-place");
            return manifest;
        }
        catch (InvalidDataException)
        {
            throw Damaged(backup, "it is no archive, or was cut off");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or SqliteException)
        {
            throw new BackupRefusedException(
                $"The backup could not be restored into '{target}': {fault.Message.TrimEnd('.')}. See that there is room and that it may be written there, and try again.");
        }
        finally
        {
            if (Directory.Exists(unfinished))
                Directory.Delete(unfinished, recursive: true);
            if (isNew && Directory.Exists(target) && !Directory.EnumerateFileSystemEntries(target).Any())
                Directory.Delete(target);
        }
    }

    private static BackupManifest ReadManifest(string backup, ZipArchive archive)
    {
        if (BackupManifest.ReadFrom(archive) is not { } manifest)
            throw Damaged(backup, $"it has no '{BackupManifest.Name}' that can be read");
        if (manifest.Format > BackupManifest.CurrentFormat)
            throw Newer(backup, manifest);
        if (manifest.Files.Any(file => file is not ({ IsDatabase: true } or { IsKey: true } or { IsEscrow: true })) || manifest.Files.Count(file => file.IsDatabase) != 1)
            throw Damaged(backup, $"its '{BackupManifest.Name}' names other files than a backup has");
        return manifest;
    }

    private static async Task TakeOutAsync(
        string backup, ZipArchive archive, BackupFile packed, string folder, CancellationToken cancellationToken)
    {
        var entry = archive.GetEntry(packed.Name) ?? throw Damaged(backup, $"'{packed.Name}' is missing in it");
        var path = Path.Combine(folder, packed.Name);
        OwnerOnly.CreateFolder(Path.GetDirectoryName(path)!);
        await using var file = OwnerOnly.CreateFile(path);
        await using (var content = await entry.OpenAsync(cancellationToken))
            await content.CopyToAsync(file, cancellationToken);
        file.Flush(flushToDisk: true);
        file.Position = 0;
        var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken));
        if (file.Length != packed.Size || hash != packed.Sha256)
            throw Damaged(backup, $"'{packed.Name}' in it is not what was backed up");
    }

    private async Task PrepareAsync(string backup, BackupManifest manifest, string file, CancellationToken cancellationToken)
    {
        await using var database = new BackupDatabase(file);
        await CheckAsync(backup, manifest, database, cancellationToken);
        await database.CloseAsync(time.GetUtcNow(), cancellationToken);
    }

    private static async Task CheckAsync(string backup, BackupManifest manifest, BackupDatabase database, CancellationToken cancellationToken)
    {
        if (await database.FindDamageAsync(cancellationToken) is { } damage)
            throw Damaged(backup, $"the database in it is damaged: {damage}");
        var applied = await database.MigrationsAsync(cancellationToken);
        if (applied.Append(manifest.Schema).Except(database.KnownMigrations).Any(migration => migration != "none"))
            throw Newer(backup, manifest);
        if (applied.LastOrDefault("none") != manifest.Schema)
            throw Damaged(backup, "the database in it has another shape than it says");
        var rows = await database.CountRowsAsync(cancellationToken);
        if (rows.Count != manifest.Rows.Count || rows.Any(table => manifest.Rows.GetValueOrDefault(table.Key, -1) != table.Value))
            throw Damaged(backup, "the database in it has other rows than it says");
    }

    /// <summary>The database comes last: without it there is nothing that could be taken for an installation.</summary>
    private static void PutInPlace(string unfinished, string target)
    {
        Stack<string> moved = [];
        try
        {
            foreach (var folder in Directory.GetDirectories(unfinished))
            {
                Directory.Move(folder, Path.Combine(target, Path.GetFileName(folder)));
                moved.Push(folder);
            }

            foreach (var file in Directory.GetFiles(unfinished).OrderBy(file => Path.GetFileName(file) == StorageOptions.DatabaseFile))
            {
                CrashPoint.Reach("restore.before-file");
                File.Move(file, Path.Combine(target, Path.GetFileName(file)));
                moved.Push(file);
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // Keys or a mark without their database would be taken for what is left of an installation.
            foreach (var path in moved)
                Directory.Move(Path.Combine(target, Path.GetFileName(path)), path);
            throw;
        }
    }

    private static BackupRefusedException Damaged(string backup, string why) =>
        new($"'{backup}' is no sound backup: {why}. Take another one.");

    private static BackupRefusedException Newer(string backup, BackupManifest manifest) =>
        new($"'{backup}' was taken by a newer version of the program ({manifest.Version}, schema {manifest.Schema}). Restore it with that version or a later one.");
}
