using PennaPay.Billy.Tests.Support;

namespace PennaPay.Billy.Tests.Health;

/// <summary>Lets the database grow no more, as on a disk without room.</summary>
internal sealed class FullDisk : TroubledDisk
{
    public volatile bool IsFull;

    // Less than there are pages means as many as there are.
    protected override string Trouble => IsFull ? "PRAGMA max_page_count=1;" : "PRAGMA max_page_count=1073741823;";
}
