using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Push.Targets;
using PennaPay.Billy.Core.Records.Invoices;
using PennaPay.Billy.Core.Records.Invoices.Intake;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Sync.Sources.Pushing;

/// <summary>
/// Which invoices of which sources go on into which connections, as the owner chose. Off is what it is until somebody chose, for every
/// pair of accounts, so that another organisation over there begins with nothing.
/// </summary>
public sealed class SourcePushes(Database database, SourceSystems sources, TimeProvider time) : ISourcedInvoices
{
    /// <inheritdoc />
    public IReadOnlyCollection<InvoiceOrigin> Origins => sources.Origins;

    /// <inheritdoc />
    public IReadOnlyCollection<InvoiceOrigin> OriginsOf(SourcedKind kind) => sources.OriginsOf(kind);

    /// <inheritdoc />
    public async Task<ILookup<Guid, Guid>> GoingByThemselvesAsync(WorkspaceDbContext db, IReadOnlyCollection<Guid> invoices, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(db);
        var going = await ManyKeys.FindAsync(
            invoices,
            some => db.Set<SourcedInvoice>().Where(invoice => some.Contains(invoice.InvoiceId) && invoice.IsNew)
                .Join(db.Set<SourcePush>().Where(push => push.IsOn && push.GoesByItself), invoice => invoice.ConnectionId, push => push.SourceId, (invoice, push) => new { push.ConnectionId, invoice.InvoiceId }),
            cancellationToken);
        return going.OrderBy(one => one.InvoiceId).ToLookup(one => one.ConnectionId, one => one.InvoiceId);
    }

    /// <inheritdoc />
    public async Task<IReadOnlyDictionary<Guid, SendingOn>> SendingOnAsync(
        WorkspaceDbContext db, Guid connection, IReadOnlyCollection<Guid> invoices, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(db);
        var chosen = await ManyKeys.FindAsync(
            invoices,
            some => db.Set<SourcedInvoice>().Where(row => some.Contains(row.InvoiceId) && row.IsNew && row.Standing != SourceStanding.Gone)
                .Join(db.Set<SourcePush>().Where(push => push.ConnectionId == connection), row => row.ConnectionId, push => push.SourceId, (row, push) => new { row.InvoiceId, IsSentOn = push.IsOn && push.IsSentOn }),
            cancellationToken);
        return chosen.GroupBy(one => one.InvoiceId).ToDictionary(same => same.Key, same => same.Any(one => one.IsSentOn) ? SendingOn.ByItself : SendingOn.ByHand);
    }

    /// <inheritdoc />
    public IQueryable<Guid> GoingOn(WorkspaceDbContext db, Guid connection)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.Set<SourcePush>().Where(push => push.ConnectionId == connection && push.IsOn)
            .Join(db.Set<SourcedInvoice>().Where(invoice => invoice.Standing != SourceStanding.Gone), push => push.SourceId, invoice => invoice.ConnectionId, (push, invoice) => invoice.InvoiceId);
    }

    /// <inheritdoc />
    public async Task<IReadOnlyDictionary<Guid, Failure>> HeldBackAsync(
        WorkspaceDbContext db, Guid connection, IReadOnlyCollection<Guid> invoices, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(db);
        var goingOn = (await ManyKeys.FindAsync(invoices, some => GoingOn(db, connection).Where(id => some.Contains(id)), cancellationToken)).ToHashSet();
        var heldBack = invoices.Where(id => !goingOn.Contains(id)).ToHashSet();
        if (heldBack.Count == 0)
            return new Dictionary<Guid, Failure>();
        var known = (await ManyKeys.FindAsync(
            heldBack,
            some => db.Set<SourcedInvoice>().Where(invoice => some.Contains(invoice.InvoiceId)).Select(invoice => new { invoice.InvoiceId, IsGone = invoice.Standing == SourceStanding.Gone }),
            cancellationToken)).ToLookup(invoice => invoice.InvoiceId, invoice => invoice.IsGone);
        return heldBack.ToDictionary(id => id, id => new Failure(
            !known.Contains(id) ? FailureCodes.OriginNotTaken : known[id].All(isGone => isGone) ? FailureCodes.SourceGone : FailureCodes.SourcePushOff));
    }

    /// <summary>Since when an account's invoices go on by themselves, into whichever connection; null while they do not.</summary>
    internal static Task<DateTimeOffset?> GoingByItselfSinceAsync(WorkspaceDbContext db, Guid source, CancellationToken cancellationToken) =>
        db.Set<SourcePush>().Where(push => push.SourceId == source && push.IsOn && push.GoesByItself).Select(push => push.OnSince).FirstOrDefaultAsync(cancellationToken);

    /// <summary>What was chosen for an account's invoices in a connection; null where nothing was.</summary>
    public async Task<SourcePush?> FindAsync(WorkspaceId workspace, Guid source, Guid connection, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        return await db.Set<SourcePush>().FirstOrDefaultAsync(push => push.SourceId == source && push.ConnectionId == connection, cancellationToken);
    }

    /// <summary>
    /// Which of some invoices came from which source that something was chosen for in a connection, on or not; the others are not among them.
    /// </summary>
    public async Task<IReadOnlyDictionary<Guid, SourcePush>> OfAsync(
        WorkspaceId workspace, Guid connection, IReadOnlyCollection<Guid> invoices, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        var chosen = await db.Set<SourcePush>().Where(push => push.ConnectionId == connection).ToDictionaryAsync(push => push.SourceId, cancellationToken);
        if (chosen.Count == 0)
            return new Dictionary<Guid, SourcePush>();
        var accounts = chosen.Keys.ToList();
        var of = await ManyKeys.FindAsync(
            invoices,
            some => db.Set<SourcedInvoice>().Where(invoice => some.Contains(invoice.InvoiceId) && accounts.Contains(invoice.ConnectionId)).Select(invoice => new { invoice.InvoiceId, invoice.ConnectionId }),
            cancellationToken);
        // One that came by two accounts goes as that one says which lets it go.
        return of.GroupBy(invoice => invoice.InvoiceId).ToDictionary(one => one.Key, one => one.Select(row => chosen[row.ConnectionId]).OrderByDescending(push => push.IsOn).First());
    }

    /// <summary>The accounts of sources whose invoices go on into the connection that lists are about, by what their invoices say that they come from.</summary>
    public async Task<IReadOnlySet<InvoiceOrigin>> GoingOnFromAsync(WorkspaceId workspace, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        var systems = await db.Set<SourcePush>().Where(push => push.IsOn && db.Set<Connection>().Any(connection => connection.Id == push.ConnectionId && connection.IsListed))
            .Join(db.Set<Connection>(), push => push.SourceId, connection => connection.Id, (push, connection) => connection.System).Distinct().ToListAsync(cancellationToken);
        return systems.Select(system => sources.Of(system)?.Origin).OfType<InvoiceOrigin>().ToHashSet();
    }

    /// <summary>Stores what was chosen, within the caller's transaction.</summary>
    /// <param name="db">The caller's transaction, in which somebody acts who may.</param>
    /// <param name="source">The account that invoices come from.</param>
    /// <param name="connection">The connection that they go into.</param>
    /// <param name="isOn">Whether they go.</param>
    /// <param name="choices">See <see cref="SourcePush.Choices"/>; null leaves what was chosen.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="further">What happens by itself; null leaves that as it is.</param>
    /// <returns>Whether anything is otherwise than it was: without choices nothing is switched on.</returns>
    internal async Task<bool> ChooseAsync(WorkspaceDbContext db, Guid source, Guid connection, bool isOn, string? choices, CancellationToken cancellationToken, SourcePushSteps? further = null)
    {
        var row = await db.Set<SourcePush>().AsTracking().FirstOrDefaultAsync(push => push.SourceId == source && push.ConnectionId == connection, cancellationToken);
        if (row is null && (choices is null || !isOn)
            || row is not null && (row.IsOn, row.Choices) == (isOn, choices ?? row.Choices) && (further is null || further == SourcePushSteps.Of(row)))
            return false;
        var isChange = row is { IsOn: true } && isOn;
        row ??= db.Add(new SourcePush { SourceId = source, ConnectionId = connection, Choices = choices! }).Entity;
        var steps = further ?? SourcePushSteps.Of(row);
        // What comes from now on counts as new only where it would have gone by itself all the while.
        row.OnSince = !isOn || !steps.GoesByItself ? null : row is { IsOn: true, GoesByItself: true, OnSince: { } since } ? since : time.GetUtcNow();
        (row.IsOn, row.Choices, row.ChangedAt) = (isOn, choices ?? row.Choices, time.GetUtcNow());
        (row.GoesByItself, row.IsSentOn, row.TellsPayments) = (steps.GoesByItself, steps.IsSentOn, steps.TellsPayments);
        db.Audit(isChange ? "source.push_changed" : isOn ? "source.push_on" : "source.push_off", nameof(Connection), source);
        return true;
    }
}
