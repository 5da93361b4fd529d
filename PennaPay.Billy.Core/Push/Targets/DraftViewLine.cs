namespace PennaPay.Billy.Core.Push.Targets;

/// <summary>A line of a <see cref="DraftView"/>.</summary>
public sealed record DraftViewLine(
    string Description, decimal Quantity, decimal UnitPrice, decimal? DiscountPercent, decimal? DiscountAmount, decimal Net, PostingView Posting);
