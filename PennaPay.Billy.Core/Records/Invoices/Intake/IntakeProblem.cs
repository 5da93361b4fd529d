namespace PennaPay.Billy.Core.Records.Invoices.Intake;

/// <summary>Why an invoice cannot be taken in: which of those that came, from 0, and a field of it or of its customer.</summary>
public sealed record IntakeProblem(int Index, FieldProblem Problem);
