using PennaPay.Billy.Core.Records.Invoices.Intake;

namespace PennaPay.Billy.Core.Records.Invoices.Import.Planning;

/// <summary>A plan and what it would store: each with the file that it comes from, counted from 0.</summary>
internal sealed record PlannedImport(ImportPlan Plan, IReadOnlyList<(int File, IncomingInvoice Incoming)> Fresh);
