using PennaPay.Billy.Web.Sandbox.Engine;
using static PennaPay.Billy.Web.Sandbox.Engine.Field;

namespace PennaPay.Billy.Web.Sandbox.Billy;

internal static partial class BillySchema
{
    private static Resource[] Banking() =>
    [
        new Resource("balanceModifiers", "balanceModifier", Verbs.Read,
            Reference("modifierReference").Immutable(), Reference("subjectReference").Required().Immutable(),
            Number("amount").ReadOnly(), Date("entryDate").ReadOnly(), Number("realizedCurrencyDifference").ReadOnly(),
            Flag("isVoided").ReadOnly())
        {
            Filters = ["subjectReference", "modifierReference"],
            Indexes = ["modifierReference", "subjectReference"],
        },
        // Listed by Billy's router, yet closed (docs/billy-api.md 1.4).
        new Resource("bankAccounts", "bankAccount", Verbs.None),
        new Resource("bankPayments", "bankPayment", NoDelete,
            Organization(), To("contacts", "contactId").Immutable(), Time("createdTime"),
            Date("entryDate").Required().Immutable(), Number("cashAmount").Required().Immutable(),
            Choice("cashSide", "debit", "credit").Required().Immutable(),
            To("accounts", "cashAccountId").Required().Immutable(), Number("cashExchangeRate").Immutable(),
            To("currencies", "subjectCurrencyId").Immutable(), Number("feeAmount").Immutable(),
            To("accounts", "feeAccountId").Immutable(), Flag("isVoided"),
            Many("associations", "balanceModifiers", "modifierReference").Immutable(),
            Many("contactBalancePostings", "contactBalancePostings", "originatorReference").ReadOnly())
        {
            Filters = ["organizationId", "contactId", "cashAccountId", "isVoided"],
            Ranges = ["entryDate"],
            Rules = new BankPaymentRules(),
        },
        new Resource("bankLineMatches", "bankLineMatch", Verbs.All,
            To("accounts", "accountId").Required().Immutable(), Text("differenceType").OrNull().Immutable(),
            To("accounts", "feeAccountId").Immutable(), Date("entryDate").Immutable(), Number("amount").Immutable(),
            Side().Immutable(), Flag("isApproved"), Time("approvedTime"),
            Many("lines", "bankLines", "matchId").ReadOnly(),
            Many("subjectAssociations", "bankLineSubjectAssociations", "matchId").ReadOnly())
        {
            Filters = ["accountId", "isApproved"],
            Ranges = ["entryDate"],
            Rules = new BankLineMatchRules(),
        },
        new Resource("bankLines", "bankLine", Verbs.All,
            To("bankLineMatches", "matchId"), To("accounts", "accountId").Required(), Date("entryDate").Required(),
            Text("description").Required(), Number("amount").Required(), Side().Required())
        {
            RequiredFilter = "accountId",
            Filters = ["accountId", "matchId"],
            Ranges = ["entryDate"],
            Search = ["description", "amount"],
            SortBy = "entryDate",
            SortDescending = true,
            Indexes = ["matchId", "accountId"],
            Rules = new BankLineRules(),
        },
        new Resource("bankLineSubjectAssociations", "bankLineSubjectAssociation", Verbs.All,
            To("bankLineMatches", "matchId").Required(), Reference("subjectReference").Required())
        {
            Filters = ["matchId", "subjectReference"],
            Indexes = ["matchId"],
            Rules = new BankLineSubjectRules(),
        },
        new Resource("contactBalancePayments", "contactBalancePayment", NoDelete,
            Organization(), To("contacts", "contactId").Immutable(), Time("createdTime"), Date("entryDate").Required().Immutable(),
            Number("amount").Required().Immutable(), Side().Immutable(), To("currencies", "currencyId").Immutable(),
            Flag("isVoided"), Many("associations", "balanceModifiers", "modifierReference").Immutable())
        {
            Filters = ["contactId", "isVoided"],
            Rules = new ContactBalancePaymentRules(),
        },
        new Resource("contactBalancePostings", "contactBalancePosting", Verbs.Read,
            To("contacts", "contactId").ReadOnly(), Reference("originatorReference").ReadOnly(), Time("createdTime"),
            Date("entryDate").ReadOnly(), Number("amount").ReadOnly(), Side().ReadOnly(),
            To("currencies", "currencyId").ReadOnly(), Flag("isVoided").ReadOnly())
        {
            Filters = ["contactId", "originatorReference"],
            Indexes = ["contactId", "originatorReference"],
        },
    ];
}
