namespace PennaPay.Billy.Tests.Support;

/// <summary>Databases that a failing disk spoilt.</summary>
internal static class DamagedFile
{
    private const int PageSize = 4096;

    /// <summary>Overwrites pages in the middle of the database of a folder that no program uses; its beginning stays sound.</summary>
    public static void Spoil(string dataDirectory)
    {
        using var file = new FileStream(Path.Combine(dataDirectory, "pennapay.db"), FileMode.Open, FileAccess.ReadWrite);
        file.Position = file.Length / PageSize / 2 * PageSize;
        var spoilt = new byte[8 * PageSize];
        Array.Fill(spoilt, (byte)0xAB);
        file.Write(spoilt);
    }
}
