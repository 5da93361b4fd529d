namespace PennaPay.Billy.Core.Records.Invoices.Import;

/// <summary>Reads uploaded files: never synchronously, which a browser's stream refuses, and never more than allowed.</summary>
internal static class FileBytes
{
    /// <summary>The bytes of the stream; null when there are more than <paramref name="limit"/>, of which at most one more is read.</summary>
    public static async Task<byte[]?> ReadAsync(Stream stream, int limit, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[81_920];
        while (true)
        {
            var wanted = (int)Math.Min(buffer.Length, limit + 1 - bytes.Length);
            var read = await stream.ReadAsync(buffer.AsMemory(0, wanted), cancellationToken);
            if (read == 0)
                return bytes.ToArray();
            bytes.Write(buffer, 0, read);
            if (bytes.Length > limit)
                return null;
        }
    }
}
