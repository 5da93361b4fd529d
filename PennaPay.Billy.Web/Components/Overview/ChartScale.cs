namespace PennaPay.Billy.Web.Components.Overview;

/// <summary>Where the scale of a chart of whole numbers ends.</summary>
public static class ChartScale
{
    /// <summary>The next round number that is not below <paramref name="most"/> and has a whole half.</summary>
    public static int TopOf(int most)
    {
        for (var unit = 1L; ; unit *= 10)
        {
            foreach (var step in (ReadOnlySpan<long>)[2, 4, 6, 8, 10])
            {
                if (step * unit >= most)
                    return (int)Math.Min(step * unit, int.MaxValue - 1);
            }
        }
    }
}
