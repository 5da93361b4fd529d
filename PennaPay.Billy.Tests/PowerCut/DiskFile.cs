namespace PennaPay.Billy.Tests.PowerCut;

/// <summary>One file of a <see cref="LossyDisk"/>: what is certain to be there, and what was written since it was last synced.</summary>
/// <param name="content">What it holds for certain.</param>
/// <param name="isNamed">Whether the folder is certain to know of it.</param>
internal sealed class DiskFile(byte[] content, bool isNamed)
{
    private const int Sector = 512;

    private readonly MemoryStream synced = Holding(content);
    private readonly List<Change> unsynced = [];

    /// <summary>Whether the folder would still know of it after a power cut. A first sync sees to that.</summary>
    public bool IsNamed { get; private set; } = isNamed;

    public void Write(long at, ReadOnlySpan<byte> bytes) => unsynced.Add(new(at, bytes.ToArray()));

    public void Cut(long length) => unsynced.Add(new(length, null));

    public void Sync()
    {
        foreach (var change in unsynced)
            change.ApplyTo(synced);
        unsynced.Clear();
        IsNamed = true;
    }

    /// <summary>What is found after a power cut: of what was not synced some, whole or torn, and in any order.</summary>
    public byte[] AfterPowerCut(Random chance)
    {
        var left = Holding(synced.ToArray());
        var share = chance.Next(4) switch { 0 => 0, 1 => 1, _ => chance.NextDouble() };
        foreach (var change in unsynced.Where(_ => chance.NextDouble() < share))
            (chance.Next(4) == 0 ? Torn(change, chance) : change).ApplyTo(left);
        return left.ToArray();
    }

    private static Change Torn(Change change, Random chance)
    {
        if (change.Bytes is not { Length: > Sector } bytes)
            return change;
        var at = chance.Next(1, bytes.Length / Sector) * Sector;
        return chance.Next(2) == 0 ? change with { Bytes = bytes[..at] } : new(change.At + at, bytes[at..]);
    }

    private static MemoryStream Holding(byte[] content)
    {
        var stream = new MemoryStream();
        stream.Write(content);
        return stream;
    }

    /// <summary>A write, or without bytes a new length.</summary>
    private sealed record Change(long At, byte[]? Bytes)
    {
        public void ApplyTo(MemoryStream file)
        {
            if (Bytes is null)
            {
                file.SetLength(At);
                return;
            }

            file.Position = At;
            file.Write(Bytes);
        }
    }
}
