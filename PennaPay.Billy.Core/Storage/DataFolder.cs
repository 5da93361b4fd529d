using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Options;

namespace PennaPay.Billy.Core.Storage;

/// <summary>
/// Holds the data folder for this process. The lock is the operating system's: it ends with the process, however that
/// comes, and leaves nothing behind that a later start could stumble over.
/// </summary>
public sealed class DataFolder(IOptions<StorageOptions> storage, TimeProvider time) : IDisposable
{
    private const string LockFile = "pennapay.lock";

    // Beside the lock, because a locked file cannot be read everywhere.
    private const string HolderFile = "pennapay.holder";

    private FileStream? held;

    /// <summary>Takes the folder, which must be there.</summary>
    /// <returns>Null where it is ours now; else who has it, as far as that is known.</returns>
    public string? Take()
    {
        var directory = storage.Value.DataDirectory;
        try
        {
            held = new(Path.Combine(directory, LockFile), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);
        }
        catch (IOException)
        {
            return HolderOf(directory) ?? "another process";
        }
        File.WriteAllText(Path.Combine(directory, HolderFile), Describe());
        return null;
    }

    public void Dispose() => held?.Dispose();

    private string Describe()
    {
        using var process = Process.GetCurrentProcess();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{process.ProcessName} (process {process.Id} on {Environment.MachineName}, since {time.GetUtcNow():yyyy-MM-dd HH:mm:ss} UTC)");
    }

    private static string? HolderOf(string directory)
    {
        try
        {
            return File.ReadAllText(Path.Combine(directory, HolderFile));
        }
        catch (IOException)
        {
            return null;
        }
    }
}
