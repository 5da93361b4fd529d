namespace PennaPay.Billy.Core.Push.Plans;

/// <summary>An invoice that would be stopped.</summary>
public sealed record StoppedInvoice(Guid Id, string Number);
