using System.Text.Json.Nodes;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Systems.Billy.Api.Wire;
using PennaPay.Billy.Core.Systems.Billy.Drafts;

namespace PennaPay.Billy.Core.Systems.Billy.Lookup;

/// <summary>
/// Answers questions to the books of one connection: lists that can be paged through to the end, and single records. It only
/// reads, and takes the turns that pushes leave over.
/// </summary>
public sealed class BillyLookup : IDisposable
{
    /// <summary>How long a call waits for a long list: less than programs wait for an answer.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(40);

    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource ended = new();
    private readonly ConnectionOpener opener;
    private readonly LookupReading reading;
    private readonly LookupSnapshots snapshots;
    private readonly LookupNamesCache namesCache;
    private readonly TimeProvider time;

    internal BillyLookup(
        ConnectionOpener opener, LookupReading reading, LookupSnapshots snapshots, LookupNamesCache namesCache, TimeProvider time) =>
        (this.opener, this.reading, this.snapshots, this.namesCache, this.time) = (opener, reading, snapshots, namesCache, time);

    /// <summary>Whether a text can be one of Billy's ids.</summary>
    public static bool IsId(string text) => BillyId.IsOne(text);

    /// <summary>Whether the connection can be asked at all; else why not. Billy is not asked for that.</summary>
    public async Task<Failure?> RefusalAsync(WorkspaceId workspace, Guid connection, CancellationToken cancellationToken) =>
        (await OpenAsync(workspace, connection, cancellationToken)).Refusal;

    /// <summary>Billy's id of the organisation that the connection reads; null where there is no such connection.</summary>
    public async Task<string?> OrganizationAsync(WorkspaceId workspace, Guid connection, CancellationToken cancellationToken) =>
        (await OpenAsync(workspace, connection, cancellationToken)).Opened?.Connection.AccountId;

    /// <summary>The next records of a list.</summary>
    /// <returns><see cref="LookupOutcome.Listed"/> or <see cref="LookupOutcome.Refused"/>.</returns>
    public Task<LookupOutcome> ListAsync(WorkspaceId workspace, Guid connection, LookupList list, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(list.Page, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(list.PageSize, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(list.PageSize, LookupList.LargestPage);
        return AskAsync(workspace, connection, async opened =>
        {
            var place = list.Cursor is null ? null : LookupCursor.Parse(list.Cursor);
            var snapshot = list.Cursor is null ? await SnapshotAsync(opened, list, cancellationToken)
                : place is { } known ? snapshots.Find(opened.Connection.Id, known.Snapshot) : null;
            if (snapshot is null || snapshot.List.Resource != list.Resource || place?.Position > snapshot.Total)
                return new LookupOutcome.Refused(new Failure(FailureCodes.CursorExpired));
            if (list.Cursor is not null && list.HasConditions && list.Key != snapshot.List.Key)
                return new LookupOutcome.Refused(new Failure(FailureCodes.ArgumentsInvalid, "The cursor belongs to a list with other conditions or another order."));
            var start = place?.Position ?? (list.Page - 1) * (long)list.PageSize;
            var reached = snapshot.ReachAsync(
                (int)Math.Min(start + list.PageSize, snapshot.Total), () => ReadAllAsync(workspace, opened, snapshot.List));
            try
            {
                await reached.WaitAsync(LongestWait, time, cancellationToken);
            }
            catch (TimeoutException)
            {
                // Whoever asks gives up sooner or later; the reading does not.
                return new LookupOutcome.Refused(new Failure(FailureCodes.ListBeingRead), AskAgainAfter);
            }

            return Slice(opened, snapshot, list, (int)Math.Min(start, snapshot.Rows.Count));
        }, cancellationToken);
    }

    /// <summary>One record.</summary>
    /// <param name="workspace">Whose books.</param>
    /// <param name="connection">Which connection.</param>
    /// <param name="resource">What kind of record.</param>
    /// <param name="id">Billy's id of it.</param>
    /// <param name="include">Which of its own records come along: names of <see cref="LookupResource.Children"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns><see cref="LookupOutcome.Found"/> or <see cref="LookupOutcome.Refused"/>.</returns>
    public Task<LookupOutcome> GetAsync(
        WorkspaceId workspace, Guid connection, LookupResource resource, string id, IReadOnlySet<string> include, CancellationToken cancellationToken)
    {
        if (!BillyId.IsOne(id))
            return Task.FromResult<LookupOutcome>(new LookupOutcome.Refused(new Failure(FailureCodes.RecordNotFound, id)));
        return AskAsync(workspace, connection, async opened =>
        {
            var names = await NamesAsync(opened, resource.NamesInOne, cancellationToken);
            var one = await reading.ReadOneAsync(opened.Access, resource, resource.OnePath(id, include), cancellationToken);
            return Found(opened, resource, one, names, include);
        }, cancellationToken);
    }

    /// <summary>The organisation that the connection reads.</summary>
    /// <returns><see cref="LookupOutcome.Found"/> or <see cref="LookupOutcome.Refused"/>.</returns>
    public Task<LookupOutcome> GetOrganizationAsync(WorkspaceId workspace, Guid connection, CancellationToken cancellationToken) =>
        AskAsync(workspace, connection, async opened =>
        {
            var one = await reading.ReadOneAsync(opened.Access, LookupResources.Organizations, "organization", cancellationToken);
            return Found(opened, LookupResources.Organizations, one, LookupNames.None, new HashSet<string>());
        }, cancellationToken);

    /// <summary>
    /// The organisations that the connection's token opens. A company's token may not list them, so that its own is answered then;
    /// where it may not even read that, the books themselves tell whose they are.
    /// </summary>
    /// <returns><see cref="LookupOutcome.Listed"/> or <see cref="LookupOutcome.Refused"/>.</returns>
    public Task<LookupOutcome> ListOrganizationsAsync(WorkspaceId workspace, Guid connection, CancellationToken cancellationToken) =>
        AskAsync(workspace, connection, async opened =>
        {
            var resource = LookupResources.Organizations;
            var list = new LookupList { Resource = resource };
            try
            {
                var page = await reading.ReadPageAsync(opened.Access, list, LookupNames.None, 1, reading.NewBudget(), cancellationToken);
                // A token of a person's may open more organisations than this connection is about.
                return Listed(page.Rows.Where(row => row.Id == opened.Connection.AccountId), null);
            }
            catch (ApiException refused) when (refused.Failure is ApiFailure.Forbidden or ApiFailure.NotFound)
            {
                try
                {
                    var own = await reading.ReadOneAsync(opened.Access, resource, "organization", cancellationToken);
                    return Listed([LookupRow.Of(resource, new(own.Record, own.Roots, LookupNames.None))], LookupNotes.OwnOrganizationOnly);
                }
                catch (ApiException also) when (also.Failure is ApiFailure.Forbidden)
                {
                    foreach (var proof in new[] { LookupResources.Contacts, LookupResources.Accounts })
                        await reading.ReadPageAsync(opened.Access, new() { Resource = proof }, LookupNames.None, 1, reading.NewBudget(), cancellationToken);
                    return Listed([LookupRow.Of(resource, LookupResources.OrganizationOf(opened.Connection))], LookupNotes.OrganizationAsConnected);
                }
            }

            LookupOutcome Listed(IEnumerable<LookupRow> found, string? note)
            {
                List<LookupRow> rows = [.. found];
                return new LookupOutcome.Listed(
                    [.. rows.Select(row => (ReadOnlyMemory<byte>)row.Json)], rows.Count, 0, null, rows.Sum(row => row.CutTexts), list, About(opened, time.GetUtcNow()), note);
            }
        }, cancellationToken);

    /// <summary>Ends what is still being read.</summary>
    public void Dispose()
    {
        ended.Cancel();
        ended.Dispose();
    }

    private async Task<Opening> OpenAsync(WorkspaceId workspace, Guid connection, CancellationToken cancellationToken) =>
        await opener.OpenAsync(workspace, connection, cancellationToken) switch
        {
            { Opened: { Connection.System: BillySystem.SystemId } opened } =>
                new(opened with { Access = opened.Access with { TellsOutages = false } }, null),
            // Of an organisation that another took the place of, the words are about pushes.
            { Opened: not null } or { Refusal.Code: FailureCodes.OtherOrganization } => new(null, new Failure(FailureCodes.NotConnected)),
            var refused => refused,
        };

    private async Task<LookupOutcome> AskAsync(
        WorkspaceId workspace, Guid connection, Func<OpenedConnection, Task<LookupOutcome>> ask, CancellationToken cancellationToken)
    {
        var opening = await OpenAsync(workspace, connection, cancellationToken);
        if (opening.Opened is not { } opened)
            return new LookupOutcome.Refused(opening.Refusal!);
        try
        {
            return await ask(opened);
        }
        catch (ApiException exception) when (exception is { Failure: ApiFailure.NotFound, ErrorCode: "RECORD_NOT_FOUND" })
        {
            return new LookupOutcome.Refused(new Failure(FailureCodes.RecordNotFound));
        }
        catch (ApiException exception) when (exception.Failure == ApiFailure.Invalid)
        {
            // A read has no content but its conditions.
            return new LookupOutcome.Refused(new Failure(FailureCodes.ArgumentsInvalid, exception.Said));
        }
        catch (ApiException exception) when (exception.Failure == ApiFailure.TooMuch)
        {
            return new LookupOutcome.Refused(new Failure(FailureCodes.ListTooLarge));
        }
        catch (ApiException exception) when (exception is { Failure: ApiFailure.TimedOut, MayHaveBeenProcessed: false })
        {
            // Its turn never came: others with the same connection ask too much.
            return new LookupOutcome.Refused(new Failure(FailureCodes.KeyTooManyCalls), AskAgainAfter);
        }
        catch (ApiException exception)
        {
            return new LookupOutcome.Refused(ApiFailures.DescribeRead(exception), exception.RetryAfter);
        }
        catch (LookupChangingException)
        {
            return new LookupOutcome.Refused(new Failure(FailureCodes.ListChanging));
        }
    }

    /// <summary>The list as it is found now, or as it was for who asks for a further page of it.</summary>
    private async Task<LookupSnapshot> SnapshotAsync(OpenedConnection opened, LookupList list, CancellationToken cancellationToken)
    {
        var connection = opened.Connection.Id;
        if (snapshots.Newest(connection, list.Key) is { } newest
            && (list.Page > 1 || newest is { NeedsAll: true, IsAnswered: false }))
            return newest;

        var names = await NamesAsync(opened, list.Resource.NamesInLists, cancellationToken);
        var page = await reading.ReadPageAsync(opened.Access, list, names, 1, reading.NewBudget(), cancellationToken);
        var isWhole = page.PageCount <= 1;
        // Billy counts what does not belong to the list too, so only reading all of it tells how many there are.
        var needsAll = !isWhole && (!page.IsFiltered || !page.IsCounted || list.Resource.Filters.Any(filter => !filter.IsProven && list.Filters.ContainsKey(filter.Argument)));
        var snapshot = new LookupSnapshot(connection, list, needsAll ? [] : page.Rows, page.Total, time.GetUtcNow())
        {
            IsWhole = isWhole, NeedsAll = needsAll, NamesReadAt = names.ReadAt,
        };
        snapshots.Keep(snapshot);
        return snapshot;
    }

    /// <summary>Reads a list to its end, whoever waits for it: until the connection is another, or the program ends.</summary>
    private async Task<(IReadOnlyList<LookupRow> Rows, DateTimeOffset ReadAt)> ReadAllAsync(WorkspaceId workspace, OpenedConnection opened, LookupList list)
    {
        var names = await NamesAsync(opened, list.Resource.NamesInLists, ended.Token);
        return (await reading.ReadAllAsync(opened.Access, list, names, GoOnAsync, ended.Token), time.GetUtcNow());

        async Task GoOnAsync()
        {
            var now = await OpenAsync(workspace, opened.Connection.Id, ended.Token);
            if (now.Opened?.Access.Token.Fingerprint != opened.Access.Token.Fingerprint)
                throw new ApiException(ApiFailure.Unauthorized, "The connection has another token by now, or none.") { MayHaveBeenProcessed = false };
        }
    }

    private async Task<LookupNames> NamesAsync(OpenedConnection opened, bool areTold, CancellationToken cancellationToken)
    {
        var currency = opened.Connection.Currency ?? "";
        return areTold
            ? await namesCache.GetAsync(opened.Connection.Id, opened.Access, currency, cancellationToken)
            : LookupNames.None with { Currency = currency };
    }

    private static LookupOutcome.Listed Slice(OpenedConnection opened, LookupSnapshot snapshot, LookupList list, int start)
    {
        snapshot.IsAnswered = true;
        List<ReadOnlyMemory<byte>> rows = [];
        var (bytes, cut) = (0, 0);
        for (var i = start; i < snapshot.Rows.Count && rows.Count < list.PageSize; i++)
        {
            var row = snapshot.Rows[i];
            bytes += list.Weigh(row.Json.Length);
            if (bytes > list.MostBytes && rows.Count > 0)
                break;
            rows.Add(row.Json);
            cut += row.CutTexts;
        }

        var end = start + rows.Count;
        var left = snapshot.Total - end;
        return new(
            rows, snapshot.Total, left, left > 0 ? new LookupCursor(snapshot.Id, end).ToString() : null, cut, snapshot.List,
            About(opened, snapshot.ReadAt(start), snapshot.NamesReadAt), rows.Count < list.PageSize && left > 0 ? LookupNotes.FullBeforeThePage : null);
    }

    private LookupOutcome.Found Found(OpenedConnection opened, LookupResource resource, LookupOne one, LookupNames names, IReadOnlySet<string> include)
    {
        var source = new LookupSource(one.Record, one.Roots, names);
        var record = LookupRecord.Of(resource.Fields, source);
        foreach (var children in resource.Children.Where(children => children.IsAlwaysThere || include.Contains(children.Name)))
        {
            // What Billy did not bring is not told as none.
            if (source.Children(children.Property, children.Root, children.ForeignKey) is { } own)
                record[children.Name] = new JsonArray([.. own.Select(child => LookupRecord.Of(children.Fields, new LookupSource(child, one.Roots, names)))]);
        }

        return new LookupOutcome.Found(LookupRoots.IdOf(one.Record), record, About(opened, time.GetUtcNow(), names.ReadAt));
    }

    private static LookupAbout About(OpenedConnection opened, DateTimeOffset asOf, DateTimeOffset? namesAsOf = null) => new(
        opened.Connection.AccountId, opened.Connection.AccountName, opened.Connection.Currency, opened.Connection.UsesSandbox, asOf, namesAsOf,
        BillyPages.Application(opened.Connection.PagesUrl, opened.Access.BaseAddress));
}
