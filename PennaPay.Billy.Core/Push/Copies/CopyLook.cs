using PennaPay.Billy.Core.Records.Invoices;

namespace PennaPay.Billy.Core.Push.Copies;

/// <summary>What an invoice's copy in a connection says.</summary>
/// <param name="State">What lists show.</param>
/// <param name="RemoteId">The system's id of the document, while there is one.</param>
/// <param name="Condition">What had become of it when it was last looked at.</param>
/// <param name="Number">The number that the system gave it.</param>
internal readonly record struct CopyLook(CopyState State, string? RemoteId, DocumentCondition Condition = DocumentCondition.NotChecked, string? Number = null);
