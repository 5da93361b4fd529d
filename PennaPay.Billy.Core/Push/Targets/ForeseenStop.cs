namespace PennaPay.Billy.Core.Push.Targets;

/// <summary>An invoice that a target would refuse as things are.</summary>
public sealed record ForeseenStop(Guid InvoiceId, string Number, Failure Failure);
