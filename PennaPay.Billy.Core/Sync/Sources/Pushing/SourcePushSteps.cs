namespace PennaPay.Billy.Core.Sync.Sources.Pushing;

/// <summary>What happens by itself with invoices of a source's account that go on.</summary>
/// <param name="GoesByItself">Whether those that come from now on go by themselves.</param>
/// <param name="IsSentOn">Whether the documents of those are sent on to the customer.</param>
/// <param name="TellsPayments">Whether the source is told of what is paid over there.</param>
public sealed record SourcePushSteps(bool GoesByItself, bool IsSentOn, bool TellsPayments)
{
    internal static SourcePushSteps Of(SourcePush push) => new(push.GoesByItself, push.IsSentOn, push.TellsPayments);
}
