namespace PennaPay.Billy.Tests.Support;

/// <summary>Databases that a failing disk spoilt.</summary>
internal static class DamagedFile
{
    private const int PageSize = 4096;

    /// <summary>Overwrites pages in the middle of the database of a folder that no program uses; its beginning stays sound.</summary>
    public static void Spoil(string dataDirectory) => Overwrite(dataDirectory, pages => (pages / 2, 8));

    /// <summary>Leaves nothing but what says that it is a database.</summary>
    public static void SpoilAllButTheFirstPage(string dataDirectory) => Overwrite(dataDirectory, pages => (1, pages - 1));

    private static void Overwrite(string dataDirectory, Func<int, (int From, int Pages)> which)
    {
        using var file = new FileStream(Path.Combine(dataDirectory, "pennapay.db"), FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        var (from, pages) = which((int)(file.Length / PageSize));
        var spoilt = new byte[pages * PageSize];
        Array.Fill(spoilt, (byte)0xAB);
        file.Position = (long)from * PageSize;
        file.Write(spoilt);
    }
}
