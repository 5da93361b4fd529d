using PennaPay.Billy.Core.Systems.Billy.Postings.Choices;
using PennaPay.Billy.Core.Systems.Billy.Postings.Table;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Web.Components.Mapping;

/// <summary>The table as it is stored, and on top of it what was chosen on the page and not saved.</summary>
public sealed class MappingForm(PostingTable table)
{
    private readonly Dictionary<(PostingSubject Subject, string Key), PostingChange> edits = [];

    /// <summary>As it is stored. A newer one keeps what was chosen on the page.</summary>
    public PostingTable Table { get; set; } = table;

    public IReadOnlyList<PostingChange> Changes => [.. edits.Values];

    public PostingTarget Of(VatTreatment treatment) =>
        edits.TryGetValue((PostingSubject.Vat, treatment.ToString()), out var edit) ? edit.Wanted : Table.Choices.Of(treatment);

    public PostingTarget Of(string code) =>
        edits.TryGetValue((PostingSubject.Account, code), out var edit) ? edit.Wanted : Table.Choices.Of(code);

    public void Choose(VatTreatment treatment, PostingTarget wanted) =>
        Choose(PostingSubject.Vat, treatment.ToString(), Table.Choices.Of(treatment), wanted);

    public void Choose(string code, string? accountId) =>
        Choose(PostingSubject.Account, code, Table.Choices.Of(code), new(accountId, null));

    /// <summary>Gives up what was chosen and not saved.</summary>
    public void Undo() => edits.Clear();

    /// <summary>Takes off what was saved; what was chosen otherwise meanwhile is measured by it, and stays.</summary>
    public void Settle(IEnumerable<PostingChange> saved)
    {
        foreach (var change in saved)
        {
            // Without an edit what was stored before has been chosen again.
            var wanted = edits.TryGetValue((change.Subject, change.Key), out var edit) ? edit.Wanted : change.Seen;
            Keep(change with { Seen = change.Wanted, Wanted = wanted });
        }
    }

    /// <summary>Whether lines with this code cannot be pushed, as chosen on the page.</summary>
    public bool Blocks(string code) => Table.Books.FindAccount(code, Of(code).AccountId) is null;

    /// <summary>Whether lines used so get through, as chosen on the page.</summary>
    public bool Passes(VatUse use) => Table.Passes(use, Of(use.Treatment).RulesetId);

    /// <summary>Whether an account was chosen that is no longer in use in Billy.</summary>
    public bool HasClosedAccount(VatTreatment treatment) =>
        Of(treatment).AccountId is { } chosen && Table.Books.FindAccount(null, chosen) is null;

    // What was seen when the choice was made is what it is measured by when it is saved.
    private void Choose(PostingSubject subject, string key, PostingTarget stored, PostingTarget wanted)
    {
        var seen = edits.TryGetValue((subject, key), out var edit) ? edit.Seen : stored;
        Keep(new(subject, key, seen, wanted));
    }

    private void Keep(PostingChange edit)
    {
        if (edit.Wanted == edit.Seen)
            edits.Remove((edit.Subject, edit.Key));
        else
            edits[(edit.Subject, edit.Key)] = edit;
    }
}
