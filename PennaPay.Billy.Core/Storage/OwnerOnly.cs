namespace PennaPay.Billy.Core.Storage;

/// <summary>Files and folders that nobody reads but who runs the program, where the operating system knows of such.</summary>
public static class OwnerOnly
{
    private const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Makes a folder, unless it is there; one that is keeps who may read it.</summary>
    public static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, Own | UnixFileMode.UserExecute);
    }

    /// <summary>Makes a file that must not be there.</summary>
    public static FileStream CreateFile(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = Own;
        return new(path, options);
    }
}
