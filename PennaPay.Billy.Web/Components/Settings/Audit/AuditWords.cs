using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Audit;
using PennaPay.Billy.Web.Components.Shared;
using PennaPay.Billy.Web.Resources;

namespace PennaPay.Billy.Web.Components.Settings.Audit;

/// <summary>An entry of the audit in the user's language.</summary>
public sealed class AuditWords(IStringLocalizer<AuditTexts> texts, FailureDescriber failures)
{
    public string What(AuditRow row) => row.Count is { } count and not 1
        ? texts["What.Many", texts[row.Action], Format.Count(count)]
        : texts[row.Action];

    public string Who(AuditRow row) => row.ActorKind switch
    {
        ActorKind.Person or ActorKind.Key => row.Name ?? texts["Who.Forgotten"],
        ActorKind.Visitor => texts["Who.Visitor"],
        _ => texts["Who.Clock"],
    };

    /// <summary>Empty where nothing is known of it.</summary>
    public string Where(AuditRow row) => string.Join(", ", new[] { row.Address, row.Detail }.OfType<string>());

    public string Result(AuditRow row) =>
        row.Refusal is null ? texts["Result.Done"]
        : texts[$"Refusal.{row.Refusal}"] is { ResourceNotFound: false } own ? own
        : failures.Describe(new Failure(row.Refusal)).Title;

    /// <summary>Where what it is about can be seen; null where it cannot.</summary>
    public static string? Href(AuditRow row) => row switch
    {
        { SubjectId: null } => null,
        { Action: "invoice.deleted" or "customer.deleted" or "product.deleted" } => null,
        { SubjectKind: "Invoice" } => $"/invoices/{row.SubjectId}",
        { SubjectKind: "Customer" } => $"/customers/{row.SubjectId}",
        { SubjectKind: "Product" } => $"/products/{row.SubjectId}",
        { SubjectKind: "LedgerEntry" } => $"/history/{row.SubjectId}",
        _ => null,
    };
}
