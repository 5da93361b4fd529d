using PennaPay.Billy.Core.Sync.Fields;
using PennaPay.Billy.Core.Sync.Matching;
using PennaPay.Billy.Core.Sync.Merging;
using PennaPay.Billy.Core.Sync.Questions;
using PennaPay.Billy.Core.Sync.Records;

namespace PennaPay.Billy.Core.Sync.Planning;

/// <summary>Plans what is done with all records of one kind. Pure: the same input gives the same plan.</summary>
public sealed class SyncPlanner
{
    private const int MostCandidates = 20;

    private readonly PlanInput input;
    private readonly List<PlannedRecord> planned = [];
    private readonly Dictionary<Guid, OurRecord> ours;
    private readonly Dictionary<string, TheirRecord> theirs;
    private readonly HashSet<Guid> seenOurs = [];

    // What a person has not decided yet, or wants left alone. It is not created anywhere, and neither is what is the same.
    private readonly Dictionary<Guid, SyncQuestion> heldOurs = [];
    private readonly Dictionary<string, (ModulePlan Module, SyncQuestion Question)> heldTheirs = new(StringComparer.Ordinal);
    private readonly HashSet<string> seenTheirs = new(StringComparer.Ordinal);
    private readonly HashSet<string> proposed = new(StringComparer.Ordinal);
    private int unchanged;

    private SyncPlanner(PlanInput input)
    {
        this.input = input;
        ours = input.Ours.ToDictionary(record => record.Id);
        // A list that changes while it is read may have a record twice.
        theirs = new(StringComparer.Ordinal);
        foreach (var record in input.Theirs)
            theirs[record.Id] = record;
    }

    public static SyncPlan Plan(PlanInput input)
    {
        var planner = new SyncPlanner(input);
        planner.SeeLinks();
        planner.SeeAnswered();
        planner.SeeOurs();
        if (input.Only is null)
            planner.SeeTheirs();
        return new([.. planner.planned.OrderBy(record => record.Module.Module)], planner.unchanged);
    }

    private void SeeLinks()
    {
        foreach (var link in input.Links)
        {
            seenOurs.Add(link.LocalId);
            seenTheirs.Add(link.RemoteId);
            if (input.Only is { } only && link.LocalId != only)
                continue;
            var (our, their) = (ours.GetValueOrDefault(link.LocalId), theirs.GetValueOrDefault(link.RemoteId));
            if (ModuleOf(our ?? (SyncRecord?)their) is not { } module)
                continue;
            if (our is not null && their is not null)
            {
                if (link.IsShared)
                    Leave(module, our, their, new Failure(FailureCodes.RecordShared, their.Title));
                else
                    SeePair(module, our, their, link.Agreed, null);
            }
            else
            {
                Lose(module, link, our, their);
            }
        }
    }

    private void SeePair(ModulePlan module, OurRecord our, TheirRecord their, IReadOnlyDictionary<string, AgreedValue>? agreed, MatchReason? reason)
    {
        if (reason == MatchReason.Number && input.Begun.Contains(our.Id))
            agreed = PairPlanner.Made(module, our, their);
        var pair = PairPlanner.Plan(input.Kind, module, our, their, agreed, input.Questions, reason);
        if (pair is { Step: PlanStep.Update, Changes: [], Questions: [] } && agreed is not null && Same(agreed, pair.Agreed))
            unchanged++;
        else
            planned.Add(pair);
    }

    // A record of a link is gone. It is asked about, and the other one stays as it is.
    private void Lose(ModulePlan module, PlanLink link, OurRecord? our, TheirRecord? their)
    {
        var question = our is null
            ? new PlannedQuestion(SyncQuestionKind.DeletedHere, Subjects.Theirs(input.Kind, link.RemoteId))
            : new PlannedQuestion(SyncQuestionKind.DeletedThere, Subjects.Ours(input.Kind, link.LocalId));
        planned.Add(new()
        {
            Kind = input.Kind, Module = module, Step = PlanStep.Unlink, Ours = our, Theirs = their, LocalId = link.LocalId, RemoteId = link.RemoteId, Questions = [question],
        });
    }

    // What was asked of whole records in earlier runs.
    private void SeeAnswered()
    {
        foreach (var question in input.Questions.Values)
        {
            if (question.RecordKind != input.Kind || question.Field is not null)
                continue;
            if (question.LocalId is { } id && question.Subject == Subjects.Ours(input.Kind, id) && ours.TryGetValue(id, out var our))
                SeeAnswered(question, our);
            else if (question.RemoteId is { } remote && question.Subject == Subjects.Theirs(input.Kind, remote) && theirs.TryGetValue(remote, out var their))
                SeeAnswered(question, their);
        }
    }

    private void SeeAnswered(SyncQuestion question, OurRecord our)
    {
        if (ModuleOf(our) is not { } module || seenOurs.Contains(our.Id) || input.Only is { } only && our.Id != only)
            return;
        switch (question)
        {
            case { Answer: SyncAnswer.Link, ChosenId: { } chosen } when theirs.TryGetValue(chosen, out var their) && seenTheirs.Add(chosen):
                seenOurs.Add(our.Id);
                SeePair(module, our, their, null, MatchReason.Person);
                break;
            case { Answer: SyncAnswer.Create }:
                seenOurs.Add(our.Id);
                if (CreatedEarlier(our) is { } made && seenTheirs.Add(made.Id))
                    SeePair(module, our, made, null, MatchReason.Number);
                else
                    CreateThere(module, our, asked: true);
                break;
            case { Answer: SyncAnswer.Delete, Kind: SyncQuestionKind.DeletedThere }:
                seenOurs.Add(our.Id);
                planned.Add(new() { Kind = input.Kind, Module = module, Step = PlanStep.DeleteHere, Ours = our });
                break;
            case { Answer: SyncAnswer.Leave } or { Kind: SyncQuestionKind.DeletedThere }:
                heldOurs[our.Id] = question;
                break;
        }
    }

    // A run that died after it had created the record left it with our number, and without a link.
    private TheirRecord? CreatedEarlier(OurRecord our)
    {
        if (!input.Begun.Contains(our.Id) || input.Keys.FirstOrDefault(key => key.Reason == MatchReason.Number) is not { } key || FieldValue.Normalise(key.Type, our.Of(key.Here)) is not { } number)
            return null;
        return theirs.Values.Where(record => FieldValue.Normalise(key.Type, record.Of(key.There)) == number).MinBy(record => record.IsArchived);
    }

    private void SeeAnswered(SyncQuestion question, TheirRecord their)
    {
        if (ModuleOf(their) is not { } module || seenTheirs.Contains(their.Id) || input.Only is not null)
            return;
        if (question.Answer == SyncAnswer.Create && seenTheirs.Add(their.Id))
            CreateHere(module, their, asked: true);
        else if (question is { Answer: SyncAnswer.Delete, Kind: SyncQuestionKind.DeletedHere } && seenTheirs.Add(their.Id))
            planned.Add(new() { Kind = input.Kind, Module = module, Step = PlanStep.DeleteThere, Theirs = their });
        else
            heldTheirs[their.Id] = (module, question);
    }

    // Key by key, the surest first: what is certain by one is no candidate for whom only a weaker one fits.
    private void SeeOurs()
    {
        var matcher = new RecordMatcher(input.Keys, theirs.Values.Where(record => !seenTheirs.Contains(record.Id)));
        var free = input.Ours.Where(our => !seenOurs.Contains(our.Id) && ModuleOf(our) is not null).ToList();
        var candidates = new Dictionary<Guid, List<(TheirRecord Record, MatchReason Reason)>>();
        var claimed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var key in input.Keys)
        {
            var claims = free.Where(our => !seenOurs.Contains(our.Id) && !candidates.ContainsKey(our.Id))
                .Select(our => (Our: our, Found: matcher.By(key, our).FindAll(record => !seenTheirs.Contains(record.Id))))
                .Where(claim => claim.Found.Count > 0).ToList();
            var wanted = claims.SelectMany(claim => claim.Found).CountBy(record => record.Id).ToDictionary();
            foreach (var (our, found) in claims)
            {
                if (found.FindAll(record => !record.IsArchived) is [var match] && wanted[match.Id] == 1 && !claimed.Contains(match.Id) && IsCertain(our, match, key.Reason))
                {
                    seenOurs.Add(our.Id);
                    seenTheirs.Add(match.Id);
                    if (IsPlannedFor(our))
                        SeePair(ModuleOf(our)!, our, match, null, key.Reason);
                }
                else
                {
                    candidates[our.Id] = found.ConvertAll(record => (record, key.Reason));
                    claimed.UnionWith(found.Select(record => record.Id));
                }
            }
        }

        foreach (var our in free.Where(our => !seenOurs.Contains(our.Id)))
        {
            SeeUnmatched(ModuleOf(our)!, our, candidates.GetValueOrDefault(our.Id)
                ?? matcher.ByName(our).FindAll(record => !seenTheirs.Contains(record.Id)).ConvertAll(record => (record, MatchReason.Name)));
        }
    }

    private void SeeUnmatched(ModulePlan module, OurRecord our, List<(TheirRecord Record, MatchReason Reason)> candidates)
    {
        var present = candidates.FindAll(found => !found.Record.IsArchived);
        // What may be the same is not created here as long as that is open.
        foreach (var (record, _) in present)
            proposed.Add(record.Id);
        if (!IsPlannedFor(our))
            return;
        if (heldOurs.TryGetValue(our.Id, out var question))
        {
            if (question.Answer is null)
                planned.Add(Asking(module, new(question.Kind, question.Subject)) with { Ours = our });
        }
        else if (present.Count > 0)
        {
            planned.Add(Asking(module, new(SyncQuestionKind.Match, Subjects.Ours(input.Kind, our.Id))
            {
                Candidates = [.. present.Take(MostCandidates).Select(found => new MatchCandidate(found.Record.Id, found.Record.Title, DetailOf(found.Record), found.Reason))],
            }) with { Ours = our });
        }
        else if (candidates is [(var archived, not MatchReason.Name), ..])
        {
            Leave(module, our, archived, new Failure(FailureCodes.RecordArchived, archived.Title));
        }
        else
        {
            CreateThere(module, our, asked: false);
        }
    }

    // A person and their company may share a mailbox; and what somebody wants left alone is not taken up unasked.
    private bool IsCertain(OurRecord our, TheirRecord match, MatchReason reason) =>
        (match.Module == our.Module || reason == MatchReason.RegistrationNo)
        && heldOurs.GetValueOrDefault(our.Id)?.Answer != SyncAnswer.Leave
        && heldTheirs.GetValueOrDefault(match.Id).Question?.Answer != SyncAnswer.Leave;

    private bool IsPlannedFor(OurRecord our) => input.Only is not { } only || our.Id == only;

    private void SeeTheirs()
    {
        foreach (var (id, (module, question)) in heldTheirs)
        {
            if (seenTheirs.Add(id) && question.Answer is null)
                planned.Add(Asking(module, new(question.Kind, question.Subject)) with { Theirs = theirs[id] });
        }

        foreach (var their in theirs.Values)
        {
            if (!seenTheirs.Contains(their.Id) && !proposed.Contains(their.Id) && !their.IsArchived && !their.IsOther && ModuleOf(their) is { } module)
                CreateHere(module, their, asked: false);
        }
    }

    private void CreateThere(ModulePlan module, OurRecord our, bool asked)
    {
        if (!asked && (!module.CreatesThere || (our.IsOwned || our.IsArchived) && input.Only is null))
            return;
        var changes = Numbered(module, our, PairPlanner.Create(module, our, SyncSide.There));
        planned.Add(
            input.Unsettled.Contains(our.Id) ? Left(module, new Failure(FailureCodes.OutcomeUnknown)) with { Ours = our }
            : module.Missing(SyncSide.There, changes) is { Count: > 0 } missing ? Left(module, Incomplete(missing)) with { Ours = our }
            : new() { Kind = input.Kind, Module = module, Step = PlanStep.CreateThere, Ours = our, Changes = changes });
    }

    // The number that it is found again by is given on both sides, and shown as what it is: a change.
    private IReadOnlyList<PlannedChange> Numbered(ModulePlan module, OurRecord our, IReadOnlyList<PlannedChange> changes) =>
        string.IsNullOrWhiteSpace(our.Of(input.NumberHere)) && !our.Fixed.Contains(input.NumberHere) && module.Rows.FirstOrDefault(row => row.Here.Name == input.NumberHere && row.There.Name == input.NumberThere) is { } row
            ?
            [
                .. changes,
                new PlannedChange(SyncSide.There, row, null, OwnNumber.Of(our.Id), ChangeReason.Created),
                new PlannedChange(SyncSide.Here, row, null, OwnNumber.Of(our.Id), ChangeReason.Created),
            ]
            : changes;

    private void CreateHere(ModulePlan module, TheirRecord their, bool asked)
    {
        if (!asked && !module.CreatesHere)
            return;
        var changes = PairPlanner.Create(module, their, SyncSide.Here);
        planned.Add(module.Missing(SyncSide.Here, changes) is { Count: > 0 } missing
            ? Left(module, Incomplete(missing)) with { Theirs = their }
            : new() { Kind = input.Kind, Module = module, Step = PlanStep.CreateHere, Theirs = their, Changes = changes });
    }

    private static Failure Incomplete(IReadOnlyList<string> fields) => new(FailureCodes.RecordIncomplete, string.Join(", ", fields));

    private PlannedRecord Left(ModulePlan module, Failure reason) => new() { Kind = input.Kind, Module = module, Step = PlanStep.Leave, Left = reason };

    private void Leave(ModulePlan module, OurRecord our, TheirRecord their, Failure reason) =>
        planned.Add(Left(module, reason) with { Ours = our, Theirs = their });

    private PlannedRecord Asking(ModulePlan module, PlannedQuestion question) =>
        new() { Kind = input.Kind, Module = module, Step = PlanStep.Ask, Questions = [question] };

    private ModulePlan? ModuleOf(SyncRecord? record) => record is null ? null : input.Modules.GetValueOrDefault(record.Module);

    private string? DetailOf(TheirRecord record)
    {
        var parts = input.Keys.Select(key => record.Of(key.There)).Where(value => !string.IsNullOrWhiteSpace(value)).Distinct();
        return string.Join(" · ", parts) is { Length: > 0 } detail ? detail : null;
    }

    private static bool Same(IReadOnlyDictionary<string, AgreedValue> one, IReadOnlyDictionary<string, AgreedValue> other) =>
        one.Count == other.Count && one.All(pair => other.TryGetValue(pair.Key, out var value) && value == pair.Value);
}
