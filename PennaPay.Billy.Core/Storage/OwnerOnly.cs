using System.Runtime.Versioning;

namespace PennaPay.Billy.Core.Storage;

/// <summary>Files and folders that nobody reads but who runs the program, where the operating system knows of such.</summary>
public static class OwnerOnly
{
    private const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private const UnixFileMode OwnFolder = Own | UnixFileMode.UserExecute;

    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>Makes a folder, unless it is there; one that is keeps who may read it.</summary>
    public static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, OwnFolder);
    }

    /// <summary>Makes a file that must not be there.</summary>
    public static FileStream CreateFile(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = Own;
        return new(path, options);
    }

    /// <summary>Writes a line into a file, whole or not at all, and onto the disk.</summary>
    /// <param name="path">Where.</param>
    /// <param name="line">What.</param>
    /// <param name="overwrite">Whether it may take the place of a file that is there.</param>
    /// <exception cref="IOException">It could not be written, or is there already.</exception>
    public static void WriteFile(string path, string line, bool overwrite = true)
    {
        var unfinished = $"{path}.unfinished";
        File.Delete(unfinished);
        using (var file = CreateFile(unfinished))
        using (var text = new StreamWriter(file))
        {
            text.WriteLine(line);
            text.Flush();
            file.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(unfinished, path, overwrite);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    /// <summary>Takes from everybody else what they may do with a folder and the files in it. Links, and folders in it, are left alone.</summary>
    /// <returns>Whether the folder was open to others.</returns>
    /// <exception cref="UnauthorizedAccessException">It is somebody else's.</exception>
    public static bool Tighten(string folder)
    {
        if (OperatingSystem.IsWindows() || !Directory.Exists(folder))
            return false;
        var wasOpen = Tighten(new DirectoryInfo(folder), OwnFolder);
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles().Where(file => file.LinkTarget is null))
            Tighten(file, Own);
        return wasOpen;
    }

    [UnsupportedOSPlatform("windows")]
    private static bool Tighten(FileSystemInfo entry, UnixFileMode mode)
    {
        // A file that is gone again, as a write-ahead log can be, needs nothing.
        if (!entry.Exists || (entry.UnixFileMode & Others) == 0)
            return false;
        entry.UnixFileMode = mode;
        return true;
    }
}
