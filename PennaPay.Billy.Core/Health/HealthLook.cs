namespace PennaPay.Billy.Core.Health;

/// <summary>What the latest look at the database wrote there, to be read again. There is one row.</summary>
internal sealed class HealthLook
{
    // More than fits beside other rows on a page, so that each look needs room as an invoice does.
    public const int FillerLength = 4096;

    public Guid Id { get; set; }

    public DateTimeOffset At { get; set; }

    public required byte[] Filler { get; set; }
}
