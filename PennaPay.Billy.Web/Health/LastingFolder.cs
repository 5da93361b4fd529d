namespace PennaPay.Billy.Web.Health;

/// <summary>Whether what is written into a folder is there tomorrow.</summary>
internal static class LastingFolder
{
    private static readonly string[] InMemory = ["tmpfs", "ramfs", "devtmpfs"];

    private static readonly string[] Temporary = ["/tmp", "/var/tmp", "/dev/shm", "/run", "/var/run"];

    /// <returns>Null where it lasts; else why it does not, and what to do.</returns>
    public static string? FindProblem(string folder)
    {
        var real = RealPathOf(folder);
        if (IsInside(real, AppContext.BaseDirectory))
            return Sentence(folder, "lies inside the program's folder, which the next version takes the place of");
        if (IsInMemory(real))
            return Sentence(folder, "is in memory, and empty after a restart of the machine");
        return Temporary.Append(Path.GetTempPath()).Any(temporary => IsInside(real, temporary))
            ? Sentence(folder, "is for temporary files, which are cleared away")
            : null;
    }

    public static bool IsInside(string path, string folder)
    {
        var way = Path.GetRelativePath(Path.GetFullPath(folder), Path.GetFullPath(path));
        return way != ".." && !way.StartsWith($"..{Path.DirectorySeparatorChar}", StringComparison.Ordinal) && !Path.IsPathRooted(way);
    }

    private static string Sentence(string folder, string why) =>
        $"Storage:DataDirectory: the folder '{folder}' {why}. Name one that lasts, such as '/var/lib/pennapay'.";

    // Neither the folder nor the one above it need be there yet.
    private static bool IsInMemory(string folder)
    {
        var there = folder;
        while (!Directory.Exists(there))
        {
            if (Path.GetDirectoryName(there) is not { } above)
                return false;
            there = above;
        }

        try
        {
            return InMemory.Contains(new DriveInfo(there).DriveFormat, StringComparer.OrdinalIgnoreCase);
        }
        catch (Exception unknown) when (unknown is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return false;
        }
    }

    /// <summary>Where a path leads once every link on it was followed.</summary>
    private static string RealPathOf(string path)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        if (Path.GetDirectoryName(full) is not { } above)
            return full;
        var real = Path.Combine(RealPathOf(above), Path.GetFileName(full));
        return Directory.Exists(real) && Directory.ResolveLinkTarget(real, returnFinalTarget: true) is { FullName: var target } ? RealPathOf(target) : real;
    }
}
