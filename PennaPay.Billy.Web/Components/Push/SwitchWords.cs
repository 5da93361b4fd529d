using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core.Push.Attention;
using PennaPay.Billy.Web.Components.Shared;
using PennaPay.Billy.Web.Resources;

namespace PennaPay.Billy.Web.Components.Push;

/// <summary>What is said of accounts that another took the place of.</summary>
public sealed class SwitchWords(IStringLocalizer<PushTexts> texts)
{
    /// <summary>What an account is called, and whether it is one of a sandbox.</summary>
    public string NameOf(string? name, bool isSandbox) =>
        name is null ? texts["Elsewhere.Nameless"] : isSandbox ? texts["Elsewhere.Sandbox", name] : name;

    /// <summary>Where the documents are that the present account does not have; null where there are none.</summary>
    public string? Say(SwitchedAccount present, IReadOnlyList<AccountCopies> elsewhere)
    {
        var sentences = elsewhere.Select(account => Say(account, NameOf(present.AccountName, present.UsesSandbox))).ToList();
        return sentences.Count == 0 ? null : string.Join(' ', sentences);
    }

    private string Say(AccountCopies account, string present)
    {
        var name = NameOf(account.AccountName, account.UsesSandbox);
        return account switch
        {
            { Drafts: 1, Booked: 0 } => texts["Elsewhere.Drafts.One", "1", name, present],
            { Booked: 0 } => texts["Elsewhere.Drafts.Many", Format.Count(account.Drafts), name, present],
            { Drafts: 0, Booked: 1 } => texts["Elsewhere.Invoices.One", "1", name, present],
            _ => texts["Elsewhere.Invoices.Many", Format.Count(account.Drafts + account.Booked), name, present, Format.Count(account.Booked)],
        };
    }
}
