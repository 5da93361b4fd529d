using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Web.Sandbox.Billy;

/// <summary>Lines of a bank statement.</summary>
internal sealed class BankLineRules : BillyRules
{
    private const string Matched = "A bank line of an approved match cannot be changed.";

    protected override void Check(BillySave save, Staged staged)
    {
        var line = staged.Record;
        if (line["amount"] is < 0m)
            save.Error(staged, "amount", "This field must not be negative.");
        if (save.Store["accounts"].Find(line.Text("accountId")) is { } account && !account.Flag("isBankAccount"))
            save.Error(staged, "accountId", "This account is no bank account.");
        if (Match(save, line) is { } match && match.Text("accountId") != line.Text("accountId"))
            save.Error(staged, "matchId", "The match is of another account.");
        if (staged.Before is { } before && Match(save, before)?.Flag("isApproved") == true)
            save.Error(staged, null, Matched);
    }

    /// <summary>Each line belongs to a match, its own if it names none.</summary>
    protected override void Saved(BillySave save, Staged staged)
    {
        var line = staged.Existing ?? staged.Record;
        if (line["matchId"] is not null)
            return;
        var match = save.Add("bankLineMatches",
            ("accountId", line["accountId"]), ("entryDate", line["entryDate"]), ("amount", line["amount"]), ("side", line["side"]));
        line["matchId"] = match.Id;
        save.Changes.Save(match);
    }

    protected override string? WhyNotDelete(BillySave save, SandboxRecord record) => Match(save, record)?.Flag("isApproved") == true ? Matched : null;

    private static SandboxRecord? Match(BillySave save, SandboxRecord line) => save.Store["bankLineMatches"].Find(line.Text("matchId"));
}

/// <summary>Bank lines and what they paid. Approving says that they belong together; it enters no payment.</summary>
internal sealed class BankLineMatchRules : BillyRules
{
    protected override void Check(BillySave save, Staged staged)
    {
        if (staged.Record.Flag("isApproved") && !(staged.Before?.Flag("isApproved") ?? false)
            && (staged.IsNew || save.Store["bankLineSubjectAssociations"].Where("matchId", staged.Record.Id).Count == 0))
            save.Error(staged, "isApproved", "There is nothing yet that these bank lines are matched with.");
    }

    protected override void Saved(BillySave save, Staged staged)
    {
        var match = staged.Existing ?? staged.Record;
        if (!staged.Changed("isApproved"))
            return;
        match["approvedTime"] = match.Flag("isApproved") ? save.Now : null;
        foreach (var payment in Payments(save, match))
        {
            foreach (var posting in Ledger.Postings(save.Store, payment).Where(posting => posting.Text("accountId") == match.Text("accountId")))
            {
                posting["isBankMatched"] = match.Flag("isApproved");
                save.Changes.Save(posting);
            }
        }
    }

    protected override string? WhyNotDelete(BillySave save, SandboxRecord record) =>
        record.Flag("isApproved") ? "An approved match cannot be deleted." : null;

    protected override void Deleted(BillySave save, SandboxRecord record)
    {
        foreach (var association in save.Store["bankLineSubjectAssociations"].Where("matchId", record.Id))
            save.Remove(association);
        foreach (var line in save.Store["bankLines"].Where("matchId", record.Id))
        {
            line["matchId"] = null;
            save.Changes.Save(line);
        }
    }

    /// <summary>The payments of the invoices and bills that the match names.</summary>
    private static IEnumerable<SandboxRecord> Payments(BillySave save, SandboxRecord match) =>
        save.Store["bankLineSubjectAssociations"].Where("matchId", match.Id)
            .SelectMany(association => save.Store["balanceModifiers"].Where("subjectReference", association.Text("subjectReference")!))
            .Where(modifier => !modifier.Flag("isVoided"))
            .Select(modifier => save.Store.Resolve(modifier.Text("modifierReference")!))
            .OfType<SandboxRecord>();
}

internal sealed class BankLineSubjectRules : BillyRules
{
    /// <summary>Others are accepted by Billy, and its own pages then break; no client should rely on them.</summary>
    protected override void Check(BillySave save, Staged staged)
    {
        if (Settlement.Subject(save, staged.Record) is null)
            save.Error(staged, "subjectReference", "Only invoices and bills can be matched.");
        if (save.Store["bankLineMatches"].Find(staged.Record.Text("matchId"))?.Flag("isApproved") == true)
            save.Error(staged, "matchId", "The match is approved.");
    }
}
