using System.Globalization;
using Microsoft.Extensions.Options;

namespace PennaPay.Billy.Core.Storage.Backups;

/// <summary>
/// The file <c>restored</c> in a data folder: its database came out of a backup, and what happened after that backup was taken
/// is not in it, though other systems may hold it.
/// </summary>
public sealed class RestoredMark(IOptions<StorageOptions> storage)
{
    private const string FileName = "restored";

    private string Path => System.IO.Path.Combine(storage.Value.DataDirectory, FileName);

    /// <returns>When the database was restored, and to which time; null where it was not, or that has been dealt with.</returns>
    public Restoration? TryRead()
    {
        if (!File.Exists(Path))
            return null;
        var lines = File.ReadAllLines(Path);
        // Where it cannot be told any more how much is missing, everything may be.
        return new(
            TimeIn(lines, 0) ?? new(File.GetLastWriteTimeUtc(Path), TimeSpan.Zero),
            TimeIn(lines, 1) ?? DateTimeOffset.MinValue);
    }

    /// <summary>What the restoration left open has been dealt with.</summary>
    public void Clear() => File.Delete(Path);

    /// <summary>Marks the database of a folder as restored.</summary>
    internal static void Set(string folder, Restoration restoration)
    {
        using var file = OwnerOnly.CreateFile(System.IO.Path.Combine(folder, FileName));
        using var text = new StreamWriter(file);
        text.WriteLine(restoration.RestoredAt.ToString("O", CultureInfo.InvariantCulture));
        text.WriteLine(restoration.BackupAt.ToString("O", CultureInfo.InvariantCulture));
        text.Flush();
        file.Flush(flushToDisk: true);
    }

    private static DateTimeOffset? TimeIn(string[] lines, int line) =>
        line < lines.Length
        && DateTimeOffset.TryParseExact(lines[line], "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;
}

/// <summary>A database came out of a backup.</summary>
/// <param name="RestoredAt">When it was restored.</param>
/// <param name="BackupAt">When the backup was taken: nothing later is in the database.</param>
public sealed record Restoration(DateTimeOffset RestoredAt, DateTimeOffset BackupAt);
