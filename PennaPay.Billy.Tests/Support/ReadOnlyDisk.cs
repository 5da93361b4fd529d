namespace PennaPay.Billy.Tests.Support;

/// <summary>Lets the database be read and not written, as where a disk has failed or no byte is free.</summary>
internal sealed class ReadOnlyDisk : TroubledDisk
{
    public volatile bool IsReadOnly;

    protected override string Trouble => IsReadOnly ? "PRAGMA query_only=ON;" : "PRAGMA query_only=OFF;";
}
