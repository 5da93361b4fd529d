using System.Text.Json;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Links;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Sync;
using PennaPay.Billy.Core.Sync.Planning;
using PennaPay.Billy.Core.Sync.Questions;
using PennaPay.Billy.Core.Sync.Runs;

namespace PennaPay.Billy.Tests.Support;

/// <summary>Stores what runs leave behind, for what is made of it.</summary>
internal sealed class SyncRows(Database database, WorkspaceId workspace, Guid connection, TimeProvider time)
{
    public Guid Connection => connection;

    public Task<SyncQuestion> ConflictAsync(Guid local, string title, string field = "email=email", string? agreed = "før@eksempel.dk", string? here = "her@eksempel.dk", string? there = "der@eksempel.dk") => AddAsync(new SyncQuestion
    {
        Kind = string.IsNullOrEmpty(here) || string.IsNullOrEmpty(there) ? SyncQuestionKind.Emptied : SyncQuestionKind.Conflict,
        Module = SyncModule.Organizations,
        Subject = Subjects.Field(RecordKind.Contact, local, field),
        LocalId = local,
        RemoteId = "r-" + title,
        Title = title,
        Field = field,
        AgreedHere = agreed,
        AgreedThere = agreed,
        Here = here,
        There = there,
    });

    public Task<SyncQuestion> MatchAsync(Guid local, string title, params MatchCandidate[] candidates) => AddAsync(new SyncQuestion
    {
        Kind = SyncQuestionKind.Match,
        Module = SyncModule.Organizations,
        Subject = Subjects.Ours(RecordKind.Contact, local),
        LocalId = local,
        Title = title,
        Candidates = JsonSerializer.Serialize(candidates, JsonSerializerOptions.Web),
    });

    public Task<SyncQuestion> DeletedAsync(SyncQuestionKind kind, Guid? local, string title) => AddAsync(new SyncQuestion
    {
        Kind = kind,
        Module = SyncModule.Organizations,
        Subject = local is { } ours && kind == SyncQuestionKind.DeletedThere ? Subjects.Ours(RecordKind.Contact, ours) : Subjects.Theirs(RecordKind.Contact, "r-" + title),
        LocalId = local,
        RemoteId = "r-" + title,
        Title = title,
    });

    public async Task<SyncQuestion> AddAsync(SyncQuestion question)
    {
        (question.Id, question.ConnectionId, question.AskedAt) = (Guid.CreateVersion7(time.GetUtcNow()), connection, time.GetUtcNow());
        await AddAsync<SyncQuestion>(question);
        return question;
    }

    public async Task<SyncRun> RunAsync(Action<SyncRun>? with = null)
    {
        var now = time.GetUtcNow();
        var run = new SyncRun
        {
            Id = Guid.CreateVersion7(now), ConnectionId = connection, StartedBy = "ejer@eksempel.dk", State = SyncRunState.Done, Modules = 7, QueuedAt = now, StartedAt = now, EndedAt = now,
        };
        with?.Invoke(run);
        await AddAsync(run);
        return run;
    }

    public async Task<SyncItem> ItemAsync(SyncRun run, Guid? local, SyncOutcome outcome, Action<SyncItem>? with = null, params SyncChange[] changes)
    {
        var now = time.GetUtcNow();
        var item = new SyncItem
        {
            Id = Guid.CreateVersion7(now), RunId = run.Id, ConnectionId = connection, Module = SyncModule.Organizations, LocalId = local, Title = "Nordlys ApS", Outcome = outcome, IsSettled = true, At = now,
        };
        with?.Invoke(item);
        await AddAsync(item);
        foreach (var change in changes)
        {
            (change.Id, change.ItemId, change.RunId) = (Guid.CreateVersion7(now), item.Id, run.Id);
            await AddAsync(change);
        }

        return item;
    }

    public Task LinkAsync(RecordKind kind, Guid local, string remote, DateTimeOffset? alikeAt = null) =>
        AddAsync(new RecordLink { ConnectionId = connection, Kind = kind, LocalId = local, RemoteId = remote, LinkedAt = time.GetUtcNow(), BaseAt = alikeAt });

    public Task AddAsync<TRow>(TRow row)
        where TRow : class => database.WriteAsync(workspace, (db, _) => Task.FromResult(db.Add(row)), default);
}
