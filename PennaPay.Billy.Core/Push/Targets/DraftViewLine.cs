namespace PennaPay.Billy.Core.Push.Targets;

public sealed record DraftViewLine(
    string Description, decimal Quantity, decimal UnitPrice, decimal? DiscountPercent, decimal? DiscountAmount, decimal Net, PostingView Posting);
